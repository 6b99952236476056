-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT c.id, c.name
FROM customers AS c
WHERE NOT EXISTS (
  SELECT FROM products AS p
  WHERE p.category_id = 9 AND NOT EXISTS (
    SELECT FROM orders AS o JOIN order_items AS i ON i.order_id = o.id
    WHERE o.customer_id = c.id AND i.product_id = p.id))
ORDER BY c.id;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT c.id, c.name
FROM customers AS c
JOIN orders AS o ON o.customer_id = c.id
JOIN order_items AS i ON i.order_id = o.id
JOIN products AS p ON p.id = i.product_id
WHERE p.category_id = 9
GROUP BY c.id
HAVING count(*) >= (SELECT count(*) FROM products WHERE category_id = 9)
ORDER BY c.id;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT c.id, c.name
FROM customers AS c
JOIN orders AS o ON o.customer_id = c.id
JOIN order_items AS i ON i.order_id = o.id
JOIN products AS p ON p.id = i.product_id
GROUP BY c.id
HAVING bool_and(p.category_id = 9)
ORDER BY c.id;
-- --8<-- [end:wrong-2]
