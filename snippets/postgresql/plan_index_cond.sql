-- needs: postgresql(autovacuum=off)
SET default_statistics_target = 1000;
SET max_parallel_workers_per_gather = 0;
\pset tuples_only on
\pset format unaligned

CREATE TABLE payment AS
SELECT n AS id, timestamp '2026-11-01' + n * interval '1 second' AS at,
       n % 1000 AS merchant
FROM generate_series(1, 200000) AS n;
VACUUM ANALYZE payment;

\set explain 'EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF)'
\set ask 'SELECT at FROM payment WHERE at >= \'2026-11-02\' AND merchant = 7'

CREATE INDEX range_first ON payment (at, merchant);
\o /dev/null
:ask;
\o
\echo '-- (at, merchant)'
:explain :ask;
DROP INDEX range_first;
CREATE INDEX equality_first ON payment (merchant, at);
\o /dev/null
:ask;
\o
\echo '-- (merchant, at)'
:explain :ask;
