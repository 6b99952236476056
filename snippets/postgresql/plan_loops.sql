-- needs: postgresql(autovacuum=off)
SET default_statistics_target = 1000;    -- reads every row: the estimates are exact
SET max_parallel_workers_per_gather = 0;
\pset tuples_only on
\pset format unaligned

CREATE TABLE account AS
SELECT n AS id, n % 1000 AS region FROM generate_series(1, 100000) AS n;
CREATE TABLE refund AS                   -- region 7 has 100 accounts and 4 refunds
SELECT n AS account_id, repeat('r', 100) AS reason
FROM generate_series(1, 100000) AS n WHERE n % 1000 <> 7 OR n % 33000 = 7;
CREATE INDEX ON account (region);
CREATE INDEX ON refund (account_id);
VACUUM ANALYZE;

\set ask 'FROM account JOIN refund ON account_id = id WHERE region = 7'
\o /dev/null
SELECT * :ask;                           -- warms the caches
\o
EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF) SELECT * :ask;
