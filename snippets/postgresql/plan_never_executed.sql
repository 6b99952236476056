-- needs: postgresql(autovacuum=off)
SET default_statistics_target = 1000;
SET max_parallel_workers_per_gather = 0;
\pset tuples_only on
\pset format unaligned

CREATE TABLE customer AS
SELECT n AS id, 'user' || n || '@example.com' AS email
FROM generate_series(1, 1000) AS n;
CREATE UNIQUE INDEX ON customer (email);
CREATE TABLE orders AS                   -- no index on customer_id
SELECT n AS id, n % 1000 + 1 AS customer_id FROM generate_series(1, 100000) AS n;
VACUUM ANALYZE;

\set explain 'EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, BUFFERS OFF)'
\set orders '(SELECT count(*) FROM orders WHERE customer_id = customer.id)'
\echo '-- an address that the test data does not have'
:explain SELECT email, :orders FROM customer WHERE email = 'test@example.com';
\echo '-- one that it has'
:explain SELECT email, :orders FROM customer WHERE email = 'user7@example.com';
