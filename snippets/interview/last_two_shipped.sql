-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT c.id, o.id AS order_id, o.shipped_at
FROM customers AS c
LEFT JOIN LATERAL (
  SELECT id, shipped_at FROM orders
  WHERE customer_id = c.id AND shipped_at IS NOT NULL
  ORDER BY shipped_at DESC, id DESC
  LIMIT 2) AS o ON true
WHERE c.country = 'NZ' AND c.id > 50
ORDER BY c.id, o.shipped_at DESC;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT c.id, o.id AS order_id, o.shipped_at
FROM customers AS c
CROSS JOIN LATERAL (
  SELECT id, shipped_at FROM orders
  WHERE customer_id = c.id AND shipped_at IS NOT NULL
  ORDER BY shipped_at DESC, id DESC
  LIMIT 2) AS o
WHERE c.country = 'NZ' AND c.id > 50
ORDER BY c.id, o.shipped_at DESC;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT c.id, o.id AS order_id, o.shipped_at
FROM customers AS c
LEFT JOIN LATERAL (
  SELECT id, shipped_at FROM orders
  WHERE customer_id = c.id
  ORDER BY shipped_at DESC, id DESC
  LIMIT 2) AS o ON true
WHERE c.country = 'NZ' AND c.id > 50
ORDER BY c.id, o.shipped_at DESC;
-- --8<-- [end:wrong-2]
