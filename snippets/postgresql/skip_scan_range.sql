-- needs: postgresql(autovacuum=off)
SET max_parallel_workers_per_gather = 0;
SET default_statistics_target = 1000;    -- reads every row: the estimates are exact
\pset tuples_only on
\pset format unaligned
CREATE TABLE visit AS
SELECT n % 20 AS shop, n / 20 AS minute, repeat('x', 40) AS note
FROM generate_series(0, 99999) AS n;
CREATE INDEX by_shop ON visit (shop, minute);
VACUUM ANALYZE visit;
\set explain 'EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY OFF, BUFFERS OFF)'

-- --8<-- [start:plans]
\echo '-- no shop: one search for each of the 20, and one past either end'
:explain SELECT * FROM visit WHERE minute = 700;
\echo '-- a range of shops: it jumps inside the range only'
:explain SELECT * FROM visit WHERE shop BETWEEN 3 AND 6 AND minute = 700;
\echo '-- inequality on the second column as well'
:explain SELECT shop FROM visit WHERE minute > 4997;
\echo '-- the statistics say that every shop is another'
ALTER TABLE visit ALTER shop SET (n_distinct = -1);    -- (1)!
ANALYZE visit;
:explain SELECT * FROM visit WHERE minute = 700;
-- --8<-- [end:plans]
