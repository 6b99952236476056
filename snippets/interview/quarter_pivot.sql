-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT c.country,
  count(*) FILTER (WHERE o.placed_at < '2026-05-01') AS april,
  count(*) FILTER (WHERE o.placed_at >= '2026-05-01'
                     AND o.placed_at < '2026-06-01') AS may,
  count(*) FILTER (WHERE o.placed_at >= '2026-06-01') AS june
FROM orders AS o JOIN customers AS c ON c.id = o.customer_id
WHERE o.placed_at >= '2026-04-01' AND o.placed_at < '2026-07-01'
GROUP BY c.country
ORDER BY c.country;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT c.country,
  CASE month WHEN 4 THEN count(*) END AS april,
  CASE month WHEN 5 THEN count(*) END AS may,
  CASE month WHEN 6 THEN count(*) END AS june
FROM orders AS o JOIN customers AS c ON c.id = o.customer_id,
  LATERAL (SELECT extract(month FROM o.placed_at)) AS placed (month)
WHERE o.placed_at >= '2026-04-01' AND o.placed_at < '2026-07-01'
GROUP BY c.country, month
ORDER BY c.country, month;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT c.country,
  count(CASE WHEN o.placed_at < '2026-05-01' THEN 1 ELSE 0 END) AS april,
  count(CASE WHEN o.placed_at >= '2026-05-01'
              AND o.placed_at < '2026-06-01' THEN 1 ELSE 0 END) AS may,
  count(CASE WHEN o.placed_at >= '2026-06-01' THEN 1 ELSE 0 END) AS june
FROM orders AS o JOIN customers AS c ON c.id = o.customer_id
WHERE o.placed_at >= '2026-04-01' AND o.placed_at < '2026-07-01'
GROUP BY c.country
ORDER BY c.country;
-- --8<-- [end:wrong-2]
