-- needs: postgresql
-- with: interview/shop
\pset null NULL
-- --8<-- [start:given]
CREATE TABLE sales AS
SELECT n AS id, n * 7919 % 500 AS customer_id, n % 90 AS amount, repeat('x', 60) AS note
FROM generate_series(1, 20000) AS n;
VACUUM ANALYZE sales;
SELECT * FROM plan($$ SELECT sum(amount) FROM sales WHERE customer_id = 42 $$);
-- --8<-- [end:given]

\echo -- answer
BEGIN;
-- --8<-- [start:answer]
CREATE INDEX covering ON sales (customer_id) INCLUDE (amount);
SELECT * FROM plan($$ SELECT sum(amount) FROM sales WHERE customer_id = 42 $$);
-- --8<-- [end:answer]
-- --8<-- [start:probe]
SELECT bool_or(line LIKE '%Index Only Scan%') AS index_only,
  bool_or(line LIKE '%Index Cond%') AS searched
FROM plan($$ SELECT sum(amount) FROM sales WHERE customer_id = 42 $$) AS line;
-- --8<-- [end:probe]
ROLLBACK;

\echo -- wrong-1
BEGIN;
-- --8<-- [start:wrong-1]
CREATE INDEX ON sales (customer_id);
-- --8<-- [end:wrong-1]
SELECT bool_or(line LIKE '%Index Only Scan%') AS index_only,
  bool_or(line LIKE '%Index Cond%') AS searched
FROM plan($$ SELECT sum(amount) FROM sales WHERE customer_id = 42 $$) AS line;
ROLLBACK;

\echo -- wrong-2
BEGIN;
-- --8<-- [start:wrong-2]
CREATE INDEX ON sales (customer_id) INCLUDE (note);
-- --8<-- [end:wrong-2]
SELECT bool_or(line LIKE '%Index Only Scan%') AS index_only,
  bool_or(line LIKE '%Index Cond%') AS searched
FROM plan($$ SELECT sum(amount) FROM sales WHERE customer_id = 42 $$) AS line;
ROLLBACK;
