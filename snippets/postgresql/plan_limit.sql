-- needs: postgresql(autovacuum=off)
SET default_statistics_target = 1000;
SET max_parallel_workers_per_gather = 0;
\pset tuples_only on
\pset format unaligned

CREATE TABLE event AS
SELECT n AS id, n * 7919 % 100000 AS score FROM generate_series(1, 100000) AS n;
CREATE INDEX ON event (id);
VACUUM ANALYZE event;

\set explain 'EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, BUFFERS OFF)'
\echo '-- an estimate that looks wrong and is not'
:explain SELECT * FROM event ORDER BY id LIMIT 10;
\echo '-- a LIMIT that limits nothing'
:explain SELECT * FROM event ORDER BY score LIMIT 10;
