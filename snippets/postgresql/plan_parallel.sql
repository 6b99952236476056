-- needs: postgresql(own)
-- page: no (platform)
SET default_statistics_target = 1000;
SET min_parallel_table_scan_size = 0;
SET parallel_setup_cost = 0;
\pset tuples_only on
\pset format unaligned

CREATE TABLE reading AS
SELECT n AS id, n % 100 AS sensor, repeat('x', 60) AS note
FROM generate_series(1, 150000) AS n;
VACUUM ANALYZE reading;
\o /dev/null
SELECT * FROM reading WHERE sensor = 7;   -- warms the caches
\o
\set explain 'EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF)'
\echo '-- two workers and the leader'
:explain SELECT * FROM reading WHERE sensor = 7;
\echo '-- the same plan when others hold all workers'
SET max_parallel_workers = 0;
:explain SELECT * FROM reading WHERE sensor = 7;
