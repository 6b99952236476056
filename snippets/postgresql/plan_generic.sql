-- needs: postgresql(autovacuum=off)
SET default_statistics_target = 1000;
SET max_parallel_workers_per_gather = 0;
\pset tuples_only on
\pset format unaligned

CREATE TABLE orders AS
SELECT n AS id, n % 1000 AS customer FROM generate_series(1, 100000) AS n;
CREATE INDEX ON orders (customer);
VACUUM ANALYZE orders;
\set optional 'WHERE ($1::int IS NULL OR customer = $1)'
\set explain 'EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF, BUFFERS OFF)'

\echo '-- EXPLAIN (GENERIC_PLAN): what it would be without a value'
EXPLAIN (GENERIC_PLAN, COSTS OFF) SELECT * FROM orders :optional;

PREPARE list(int) AS SELECT * FROM orders :optional;
\o /dev/null
EXECUTE list(1); EXECUTE list(2); EXECUTE list(3);
EXECUTE list(4); EXECUTE list(5); EXECUTE list(6);
\o
\echo '-- run 7: what the application gets'
:explain EXECUTE list(7);
SELECT format('generic plans: %s of %s', generic_plans, generic_plans + custom_plans)
FROM pg_prepared_statements;
\echo '-- the same under plan_cache_mode = force_generic_plan'
SET plan_cache_mode = force_generic_plan;
:explain EXECUTE list(7);
