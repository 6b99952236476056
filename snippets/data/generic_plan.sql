-- needs: postgresql(autovacuum=off)
SET default_statistics_target = 1000;
SET max_parallel_workers_per_gather = 0;
\pset tuples_only on
\pset format unaligned

CREATE TABLE jobs AS                     -- the 20 newest of 100,000 jobs are pending
SELECT n AS id, CASE WHEN n > 99980 THEN 'pending' ELSE 'done' END AS state,
       repeat('j', 60) AS payload
FROM generate_series(1, 100000) AS n;
ALTER TABLE jobs ADD PRIMARY KEY (id);
CREATE INDEX jobs_state ON jobs (state);
VACUUM ANALYZE jobs;
\set explain 'EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF)'

PREPARE page(text) AS SELECT * FROM jobs WHERE state = $1 ORDER BY id LIMIT 10;
\o /dev/null
SET plan_cache_mode = force_generic_plan;  -- both plans once: warms the caches
EXECUTE page('pending');
RESET plan_cache_mode;
EXECUTE page('pending');
DEALLOCATE page;
\o
PREPARE page(text) AS SELECT * FROM jobs WHERE state = $1 ORDER BY id LIMIT 10;

\echo '-- run 1: planned for pending'
:explain EXECUTE page('pending');

\o /dev/null
EXECUTE page('done');                    -- runs 2 to 6: a report asks for done
EXECUTE page('done');
EXECUTE page('done');
EXECUTE page('done');
EXECUTE page('done');
\o
SELECT format('custom plans: %s, generic plans: %s', custom_plans, generic_plans)
FROM pg_prepared_statements WHERE name = 'page';

\echo '-- run 7: pending again, on the same connection'
:explain EXECUTE page('pending');

\echo '-- run 8: with plan_cache_mode = force_custom_plan'
SET plan_cache_mode = force_custom_plan;
:explain EXECUTE page('pending');
