-- needs: postgresql(autovacuum=off)
-- page: no (platform)
SET default_statistics_target = 1000;
SET max_parallel_workers_per_gather = 0;
SET work_mem = '1MB';
\pset tuples_only on
\pset format unaligned

CREATE TABLE visit AS                    -- the country follows from the language
SELECT n AS id, CASE WHEN n % 10 < 6 THEN 'ja' ELSE 'l' || n % 10 END AS language,
       CASE WHEN n % 10 < 6 THEN 'JP' ELSE 'C' || n % 10 END AS country,
       CASE WHEN n % 10 < 6 THEN '+81' ELSE '+' || n % 10 END AS prefix
FROM generate_series(1, 100000) AS n;
CREATE TABLE click AS SELECT n AS visit_id FROM generate_series(1, 200000) AS n;
VACUUM ANALYZE;

\set explain 'EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF)'
\set japan 'language = \'ja\' AND country = \'JP\' AND prefix = \'+81\''
\set join 'SELECT count(*) FROM click JOIN visit ON visit_id = id WHERE'
\o /dev/null
:join :japan;
SELECT count(*) OVER () FROM visit;
\o
\echo '-- a hash table that was planned for fewer rows'
:explain :join :japan;
\echo '-- a window over all rows'
:explain SELECT count(*) OVER () FROM visit;
