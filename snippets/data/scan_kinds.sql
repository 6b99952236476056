-- needs: postgresql(autovacuum=off)
SET default_statistics_target = 1000;    -- reads every row: the estimates are exact
SET max_parallel_workers_per_gather = 0;
\pset tuples_only on
\pset format unaligned

CREATE TABLE orders AS
SELECT id,
       id * 7919 % 1000 AS customer_id,  -- 1,000 customers, spread over the whole table
       id % 97          AS total,
       repeat('x', 80)  AS note
FROM generate_series(1, 100000) AS id;
ALTER TABLE orders ADD PRIMARY KEY (id);
CREATE INDEX by_customer ON orders (customer_id, total);
VACUUM ANALYZE orders;
SELECT format('table: %s pages', relpages) FROM pg_class WHERE relname = 'orders';

\set explain 'EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY OFF)'
\o /dev/null
:explain SELECT * FROM orders WHERE customer_id = 1 AND total = 5;  -- warms caches
:explain SELECT * FROM orders WHERE total = 5;
\o
\echo '-- 1. no index can help'
:explain SELECT * FROM orders WHERE total = 5;
\echo '-- 2. one row by key'
:explain SELECT * FROM orders WHERE id = 4711;
\echo '-- 3. a hundred scattered rows'
:explain SELECT * FROM orders WHERE customer_id = 42;
\echo '-- 4. the same rows, answered by the index alone'
:explain SELECT total FROM orders WHERE customer_id = 42;
\echo '-- 5. the same query after an UPDATE that no VACUUM has followed'
UPDATE orders SET note = 'y' WHERE customer_id = 42;
:explain SELECT total FROM orders WHERE customer_id = 42;
