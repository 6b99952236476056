-- needs: postgresql
-- with: interview/shop
\set ON_ERROR_STOP off
\pset null NULL
-- --8<-- [start:given]
CREATE TABLE deliveries (product_id int, quantity int);
INSERT INTO deliveries VALUES (1, 10), (2, 5), (2, 7), (35, 20);
-- --8<-- [end:given]

\echo -- answer
BEGIN;
-- --8<-- [start:answer]
INSERT INTO stock AS s (product_id, quantity)
SELECT product_id, sum(quantity) FROM deliveries GROUP BY product_id
ON CONFLICT (product_id) DO UPDATE SET quantity = s.quantity + EXCLUDED.quantity
RETURNING product_id, old.quantity AS before, new.quantity AS after;
-- --8<-- [end:answer]
ROLLBACK;

\echo -- wrong-1
BEGIN;
-- --8<-- [start:wrong-1]
INSERT INTO stock AS s (product_id, quantity)
SELECT product_id, quantity FROM deliveries
ON CONFLICT (product_id) DO UPDATE SET quantity = s.quantity + EXCLUDED.quantity
RETURNING product_id, old.quantity AS before, new.quantity AS after;
-- --8<-- [end:wrong-1]
ROLLBACK;

\echo -- wrong-2
BEGIN;
-- --8<-- [start:wrong-2]
INSERT INTO stock AS s (product_id, quantity)
SELECT product_id, sum(quantity) FROM deliveries GROUP BY product_id
ON CONFLICT (product_id) DO UPDATE SET quantity = EXCLUDED.quantity
RETURNING product_id, old.quantity AS before, new.quantity AS after;
-- --8<-- [end:wrong-2]
ROLLBACK;
