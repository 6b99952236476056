-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT a.id AS first_id, b.id AS second_id
FROM orders AS a
JOIN orders AS b ON b.customer_id = a.customer_id
  AND (b.placed_at, b.id) > (a.placed_at, a.id)
  AND b.placed_at <= a.placed_at + interval '5 minutes'
WHERE a.placed_at >= '2026-05-15'
ORDER BY a.id, b.id;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT a.id AS first_id, b.id AS second_id
FROM orders AS a
JOIN orders AS b ON b.customer_id = a.customer_id AND b.id <> a.id
  AND b.placed_at BETWEEN a.placed_at - interval '5 minutes'
                      AND a.placed_at + interval '5 minutes'
WHERE a.placed_at >= '2026-05-15'
ORDER BY a.id, b.id;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT first_id, id AS second_id
FROM (SELECT id, placed_at,
    lag(id) OVER w AS first_id, lag(placed_at) OVER w AS first_at
  FROM orders
  WINDOW w AS (PARTITION BY customer_id ORDER BY placed_at, id)) AS o
WHERE first_at >= '2026-05-15' AND placed_at <= first_at + interval '5 minutes'
ORDER BY first_id, id;
-- --8<-- [end:wrong-2]
