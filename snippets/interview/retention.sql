-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT date_trunc('month', c.signed_up_at)::date AS cohort,
  count(*) AS customers,
  count(*) FILTER (WHERE active.m0) AS month_0,
  count(*) FILTER (WHERE active.m1) AS month_1
FROM customers AS c
LEFT JOIN LATERAL (
  SELECT bool_or(n = 0) AS m0, bool_or(n = 1) AS m1
  FROM (SELECT extract(month FROM at) - extract(month FROM c.signed_up_at) AS n
        FROM events WHERE customer_id = c.id) AS e) AS active ON true
WHERE c.signed_up_at >= '2026-03-01' AND c.signed_up_at < '2026-06-01'
GROUP BY cohort
ORDER BY cohort;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT date_trunc('month', c.signed_up_at)::date AS cohort,
  count(DISTINCT c.id) AS customers,
  count(DISTINCT c.id) FILTER (WHERE n = 0) AS month_0,
  count(DISTINCT c.id) FILTER (WHERE n = 1) AS month_1
FROM customers AS c
JOIN events AS e ON e.customer_id = c.id,
  LATERAL (SELECT extract(month FROM e.at)
    - extract(month FROM c.signed_up_at)) AS month (n)
WHERE c.signed_up_at >= '2026-03-01' AND c.signed_up_at < '2026-06-01'
GROUP BY cohort
ORDER BY cohort;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT date_trunc('month', c.signed_up_at)::date AS cohort,
  count(DISTINCT c.id) AS customers,
  count(DISTINCT c.id) FILTER (WHERE n = 0) AS month_0,
  count(DISTINCT c.id) FILTER (WHERE n = 1) AS month_1
FROM customers AS c
LEFT JOIN events AS e ON e.customer_id = c.id,
  LATERAL (SELECT extract(month FROM age(e.at, c.signed_up_at))) AS month (n)
WHERE c.signed_up_at >= '2026-03-01' AND c.signed_up_at < '2026-06-01'
GROUP BY cohort
ORDER BY cohort;
-- --8<-- [end:wrong-2]
