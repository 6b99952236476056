-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT name, units, place
FROM (SELECT p.name, sum(i.quantity) AS units,
    dense_rank() OVER (ORDER BY sum(i.quantity) DESC) AS place
  FROM order_items AS i
  JOIN orders AS o ON o.id = i.order_id
  JOIN products AS p ON p.id = i.product_id
  WHERE o.placed_at >= '2026-03-01' AND o.placed_at < '2026-04-01'
  GROUP BY p.id) AS sold
WHERE place <= 4
ORDER BY place, name;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT p.name, sum(i.quantity) AS units,
  row_number() OVER (ORDER BY sum(i.quantity) DESC, p.name) AS place
FROM order_items AS i
JOIN orders AS o ON o.id = i.order_id
JOIN products AS p ON p.id = i.product_id
WHERE o.placed_at >= '2026-03-01' AND o.placed_at < '2026-04-01'
GROUP BY p.id
ORDER BY units DESC, p.name
LIMIT 4;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT name, units, place
FROM (SELECT p.name, sum(i.quantity) AS units,
    rank() OVER (ORDER BY sum(i.quantity) DESC) AS place
  FROM order_items AS i
  JOIN orders AS o ON o.id = i.order_id
  JOIN products AS p ON p.id = i.product_id
  WHERE o.placed_at >= '2026-03-01' AND o.placed_at < '2026-04-01'
  GROUP BY p.id) AS sold
WHERE place <= 4
ORDER BY place, name;
-- --8<-- [end:wrong-2]
