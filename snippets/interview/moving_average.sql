-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
WITH days AS (
  SELECT day::date, count(o.id) AS orders
  FROM generate_series(timestamp '2026-04-25', '2026-05-10', '1 day') AS day
  LEFT JOIN orders AS o ON o.placed_at >= day AND o.placed_at < day + interval '1 day'
  GROUP BY day)
SELECT day, orders, round(average, 2) AS average
FROM (SELECT day, orders,
    avg(orders) OVER (ORDER BY day ROWS 6 PRECEDING) AS average
  FROM days) AS windowed
WHERE day >= '2026-05-01'
ORDER BY day;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
WITH days AS (
  SELECT placed_at::date AS day, count(*) AS orders
  FROM orders
  WHERE placed_at >= '2026-04-25' AND placed_at < '2026-05-11'
  GROUP BY day)
SELECT day, orders, round(average, 2) AS average
FROM (SELECT day, orders,
    avg(orders) OVER (ORDER BY day ROWS 6 PRECEDING) AS average
  FROM days) AS windowed
WHERE day >= '2026-05-01'
ORDER BY day;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
WITH days AS (
  SELECT placed_at::date AS day, count(*) AS orders
  FROM orders
  WHERE placed_at >= '2026-04-25' AND placed_at < '2026-05-11'
  GROUP BY day)
SELECT day, orders, round(average, 2) AS average
FROM (SELECT day, orders,
    avg(orders) OVER (ORDER BY day RANGE '6 days' PRECEDING) AS average
  FROM days) AS windowed
WHERE day >= '2026-05-01'
ORDER BY day;
-- --8<-- [end:wrong-2]
