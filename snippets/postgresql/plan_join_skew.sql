-- needs: postgresql(autovacuum=off)
SET default_statistics_target = 1000;
SET max_parallel_workers_per_gather = 0;
\pset tuples_only on
\pset format unaligned

CREATE TABLE shop AS
SELECT n AS id, 'shop ' || n AS name FROM generate_series(1, 5000) AS n;
CREATE UNIQUE INDEX ON shop (name);
CREATE TABLE orders AS                   -- every second order belongs to shop 1
SELECT n AS id, CASE WHEN n % 2 = 0 THEN 1 ELSE n % 5000 + 1 END AS shop_id
FROM generate_series(1, 50000) AS n;
CREATE INDEX ON orders (shop_id, id);
CREATE TABLE item AS
SELECT n AS order_id, n % 9 AS amount FROM generate_series(1, 50000) AS n;
CREATE INDEX ON item (order_id);
VACUUM ANALYZE;

\set explain 'EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF)'
\set total 'SELECT sum(amount) FROM item JOIN orders ON orders.id = order_id'
\set by_name 'JOIN shop ON shop.id = shop_id WHERE shop.name = \'shop 1\''
\o /dev/null
:total :by_name;                         -- both once: warms the caches
:total WHERE shop_id = 1;
EXPLAIN :total :by_name;
EXPLAIN :total WHERE shop_id = 1;
\o
\echo '-- by name'
:explain :total :by_name;
\echo '-- by the id that the name stands for'
:explain :total WHERE shop_id = 1;
