-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT c.name
FROM customers AS c
WHERE c.country = 'JP' AND EXISTS (
  SELECT FROM orders AS o
  JOIN order_items AS i ON i.order_id = o.id
  JOIN products AS p ON p.id = i.product_id
  WHERE o.customer_id = c.id AND p.category_id = 5
    AND o.placed_at >= '2026-06-01')
ORDER BY c.name;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT c.name
FROM customers AS c
JOIN orders AS o ON o.customer_id = c.id
JOIN order_items AS i ON i.order_id = o.id
JOIN products AS p ON p.id = i.product_id
WHERE c.country = 'JP' AND p.category_id = 5 AND o.placed_at >= '2026-06-01'
ORDER BY c.name;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT DISTINCT c.name
FROM customers AS c
JOIN orders AS o ON o.customer_id = c.id
JOIN order_items AS i ON i.order_id = o.id
JOIN products AS p ON p.id = i.product_id
WHERE c.country = 'JP' AND p.category_id = 5 AND o.placed_at >= '2026-06-01'
ORDER BY c.name;
-- --8<-- [end:wrong-2]
