-- needs: postgresql
-- with: interview/shop
\pset null NULL
-- --8<-- [start:given]
CREATE TABLE price_list (product_id int, name text, price numeric(8, 2));
INSERT INTO price_list
SELECT id, name, price + CASE WHEN id % 16 = 2 THEN 10 ELSE 0 END
FROM products WHERE category_id = 5 AND id < 30;
INSERT INTO price_list VALUES (41, 'Product 41', 99.90);
-- --8<-- [end:given]

\echo -- answer
BEGIN;
-- --8<-- [start:answer]
WITH merged AS (
  MERGE INTO products AS p
  USING price_list AS l ON p.id = l.product_id
  WHEN MATCHED AND p.price IS DISTINCT FROM l.price
    THEN UPDATE SET price = l.price
  WHEN NOT MATCHED THEN INSERT VALUES (l.product_id, 5, l.name, l.price)
  WHEN NOT MATCHED BY SOURCE AND p.category_id = 5 THEN DELETE
  RETURNING merge_action() AS action, old.price AS before, new.price AS after)
SELECT action, count(*), sum(before) AS before, sum(after) AS after
FROM merged GROUP BY action ORDER BY action;
-- --8<-- [end:answer]
ROLLBACK;

\echo -- wrong-1
BEGIN;
-- --8<-- [start:wrong-1]
WITH merged AS (
  MERGE INTO products AS p
  USING price_list AS l ON p.id = l.product_id
  WHEN MATCHED AND p.price IS DISTINCT FROM l.price
    THEN UPDATE SET price = l.price
  WHEN NOT MATCHED THEN INSERT VALUES (l.product_id, 5, l.name, l.price)
  WHEN NOT MATCHED BY SOURCE THEN DELETE
  RETURNING merge_action() AS action, old.price AS before, new.price AS after)
SELECT action, count(*), sum(before) AS before, sum(after) AS after
FROM merged GROUP BY action ORDER BY action;
-- --8<-- [end:wrong-1]
ROLLBACK;

\echo -- wrong-2
BEGIN;
-- --8<-- [start:wrong-2]
WITH merged AS (
  MERGE INTO products AS p
  USING price_list AS l ON p.id = l.product_id
  WHEN MATCHED THEN UPDATE SET price = l.price
  WHEN NOT MATCHED THEN INSERT VALUES (l.product_id, 5, l.name, l.price)
  WHEN NOT MATCHED BY SOURCE AND p.category_id = 5 THEN DELETE
  RETURNING merge_action() AS action, old.price AS before, new.price AS after)
SELECT action, count(*), sum(before) AS before, sum(after) AS after
FROM merged GROUP BY action ORDER BY action;
-- --8<-- [end:wrong-2]
ROLLBACK;
