-- needs: postgresql
-- with: interview/shop
\set ON_ERROR_STOP off
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT category_id, name, units
FROM (SELECT p.category_id, p.name, sum(i.quantity) AS units,
    row_number() OVER (PARTITION BY p.category_id
                       ORDER BY sum(i.quantity) DESC, p.id) AS place
  FROM order_items AS i JOIN products AS p ON p.id = i.product_id
  WHERE p.category_id IN (3, 4, 5)
  GROUP BY p.id) AS sold
WHERE place <= 2
ORDER BY category_id, place;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT p.category_id, p.name, sum(i.quantity) AS units
FROM order_items AS i JOIN products AS p ON p.id = i.product_id
WHERE p.category_id IN (3, 4, 5)
GROUP BY p.id
ORDER BY p.category_id, units DESC
LIMIT 2;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT p.category_id, p.name, sum(i.quantity) AS units
FROM order_items AS i JOIN products AS p ON p.id = i.product_id
WHERE p.category_id IN (3, 4, 5)
  AND row_number() OVER (PARTITION BY p.category_id
                         ORDER BY sum(i.quantity) DESC, p.id) <= 2
GROUP BY p.id;
-- --8<-- [end:wrong-2]
