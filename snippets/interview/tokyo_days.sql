-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT day::date, count(o.id) AS orders
FROM generate_series(timestamp '2026-05-01', '2026-05-10', '1 day') AS day
LEFT JOIN orders AS o
  ON o.placed_at >= day AT TIME ZONE 'Asia/Tokyo'
  AND o.placed_at < (day + interval '1 day') AT TIME ZONE 'Asia/Tokyo'
GROUP BY day
ORDER BY day;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT day::date, count(o.id) AS orders
FROM generate_series(timestamp '2026-05-01', '2026-05-10', '1 day') AS day
LEFT JOIN orders AS o ON o.placed_at::date = day
GROUP BY day
ORDER BY day;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT (placed_at AT TIME ZONE 'Asia/Tokyo')::date AS day, count(*) AS orders
FROM orders
WHERE placed_at >= '2026-05-01 00:00+09' AND placed_at < '2026-05-11 00:00+09'
GROUP BY day
ORDER BY day;
-- --8<-- [end:wrong-2]
