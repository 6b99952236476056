-- needs: postgresql
-- with: interview/shop
\set ON_ERROR_STOP off
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT customer_id, count(*) AS orders
FROM orders
WHERE placed_at >= '2026-03-01' AND placed_at < '2026-04-01'
  AND customer_id IS NOT NULL
GROUP BY customer_id
HAVING count(*) >= 2 AND bool_and(status = 'shipped')
ORDER BY customer_id;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT customer_id, count(*) AS orders
FROM orders
WHERE placed_at >= '2026-03-01' AND placed_at < '2026-04-01'
  AND customer_id IS NOT NULL AND status = 'shipped'
GROUP BY customer_id
HAVING count(*) >= 2
ORDER BY customer_id;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT customer_id, count(*) AS orders
FROM orders
WHERE placed_at >= '2026-03-01' AND placed_at < '2026-04-01'
  AND customer_id IS NOT NULL AND count(*) >= 2 AND status = 'shipped'
GROUP BY customer_id;
-- --8<-- [end:wrong-2]
