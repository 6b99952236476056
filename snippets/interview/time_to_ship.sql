-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT c.country,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY o.hours) AS median,
  percentile_disc(0.9) WITHIN GROUP (ORDER BY o.hours) AS p90
FROM (SELECT customer_id,
        (extract(epoch FROM shipped_at - placed_at) / 3600)::int AS hours
      FROM orders WHERE shipped_at IS NOT NULL) AS o
JOIN customers AS c ON c.id = o.customer_id
WHERE c.country IS NOT NULL
GROUP BY c.country
ORDER BY c.country;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT c.country, round(avg(o.hours)) AS median,
  percentile_disc(0.9) WITHIN GROUP (ORDER BY o.hours) AS p90
FROM (SELECT customer_id,
        (extract(epoch FROM shipped_at - placed_at) / 3600)::int AS hours
      FROM orders WHERE shipped_at IS NOT NULL) AS o
JOIN customers AS c ON c.id = o.customer_id
WHERE c.country IS NOT NULL
GROUP BY c.country
ORDER BY c.country;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT c.country,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY o.hours) AS median,
  percentile_disc(0.9) WITHIN GROUP (ORDER BY o.hours) AS p90
FROM (SELECT customer_id, coalesce(
        (extract(epoch FROM shipped_at - placed_at) / 3600)::int, 0) AS hours
      FROM orders) AS o
JOIN customers AS c ON c.id = o.customer_id
WHERE c.country IS NOT NULL
GROUP BY c.country
ORDER BY c.country;
-- --8<-- [end:wrong-2]
