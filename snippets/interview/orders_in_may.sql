-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT c.id, count(o.id) AS orders
FROM customers AS c
LEFT JOIN orders AS o ON o.customer_id = c.id
  AND o.placed_at >= '2026-05-01' AND o.placed_at < '2026-06-01'
WHERE c.country = 'NZ'
GROUP BY c.id
ORDER BY c.id;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT c.id, count(o.id) AS orders
FROM customers AS c
LEFT JOIN orders AS o ON o.customer_id = c.id
WHERE c.country = 'NZ'
  AND o.placed_at >= '2026-05-01' AND o.placed_at < '2026-06-01'
GROUP BY c.id
ORDER BY c.id;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT c.id, count(*) AS orders
FROM customers AS c
LEFT JOIN orders AS o ON o.customer_id = c.id
  AND o.placed_at >= '2026-05-01' AND o.placed_at < '2026-06-01'
WHERE c.country = 'NZ'
GROUP BY c.id
ORDER BY c.id;
-- --8<-- [end:wrong-2]
