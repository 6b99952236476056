-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT c.id, c.name
FROM customers AS c
WHERE c.signed_up_at >= '2026-05-10'
  AND NOT EXISTS (SELECT FROM orders AS o WHERE o.customer_id = c.id)
ORDER BY c.id;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT c.id, c.name
FROM customers AS c
WHERE c.signed_up_at >= '2026-05-10'
  AND c.id NOT IN (SELECT customer_id FROM orders)
ORDER BY c.id;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT c.id, c.name
FROM customers AS c LEFT JOIN orders AS o ON o.customer_id = c.id
WHERE c.signed_up_at >= '2026-05-10' AND o.shipped_at IS NULL
ORDER BY c.id;
-- --8<-- [end:wrong-2]
