-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT customer_id, count(*) FILTER (WHERE starts) AS sessions, count(*) AS events
FROM (SELECT customer_id,
    coalesce(at - lag(at) OVER w > interval '30 minutes', true) AS starts
  FROM events
  WHERE customer_id BETWEEN 1 AND 6
  WINDOW w AS (PARTITION BY customer_id ORDER BY at, id)) AS marked
GROUP BY customer_id
ORDER BY customer_id;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT customer_id,
  count(DISTINCT date_bin('30 minutes', at, '2026-01-01Z')) AS sessions,
  count(*) AS events
FROM events
WHERE customer_id BETWEEN 1 AND 6
GROUP BY customer_id
ORDER BY customer_id;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT customer_id, count(*) FILTER (WHERE starts) AS sessions, count(*) AS events
FROM (SELECT customer_id,
    at - lag(at) OVER w > interval '30 minutes' AS starts
  FROM events
  WHERE customer_id BETWEEN 1 AND 6
  WINDOW w AS (PARTITION BY customer_id ORDER BY at, id)) AS marked
GROUP BY customer_id
ORDER BY customer_id;
-- --8<-- [end:wrong-2]
