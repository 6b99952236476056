-- needs: postgresql
-- with: interview/shop
\set ON_ERROR_STOP off
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
WITH months AS (
  SELECT month::date, coalesce(sum(i.quantity), 0) AS units
  FROM generate_series(timestamp '2026-01-01', '2026-06-01', '1 month') AS month
  LEFT JOIN orders AS o
    ON o.placed_at >= month AND o.placed_at < month + interval '1 month'
  LEFT JOIN order_items AS i ON i.order_id = o.id AND i.product_id = 35
  GROUP BY month)
SELECT month, units,
  round(100.0 * (units - before) / nullif(before, 0)) AS percent
FROM (SELECT *, lag(units) OVER (ORDER BY month) AS before FROM months) AS m
ORDER BY month;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
WITH months AS (
  SELECT date_trunc('month', o.placed_at)::date AS month, sum(i.quantity) AS units
  FROM orders AS o
  JOIN order_items AS i ON i.order_id = o.id AND i.product_id = 35
  WHERE o.placed_at < '2026-07-01'
  GROUP BY month)
SELECT month, units, round(100.0 * (units - before) / before) AS percent
FROM (SELECT *, lag(units) OVER (ORDER BY month) AS before FROM months) AS m
ORDER BY month;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
WITH months AS (
  SELECT month::date, coalesce(sum(i.quantity), 0) AS units
  FROM generate_series(timestamp '2026-01-01', '2026-06-01', '1 month') AS month
  LEFT JOIN orders AS o
    ON o.placed_at >= month AND o.placed_at < month + interval '1 month'
  LEFT JOIN order_items AS i ON i.order_id = o.id AND i.product_id = 35
  GROUP BY month)
SELECT month, units, round(100.0 * (units - before) / before) AS percent
FROM (SELECT *, lag(units) OVER (ORDER BY month) AS before FROM months) AS m
ORDER BY month;
-- --8<-- [end:wrong-2]
