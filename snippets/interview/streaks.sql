-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
WITH days AS (
  SELECT DISTINCT customer_id, at::date AS day FROM events
  WHERE customer_id IS NOT NULL),
islands AS (
  SELECT customer_id, day - row_number() OVER (
    PARTITION BY customer_id ORDER BY day)::int AS island
  FROM days)
SELECT customer_id, count(*) AS days
FROM islands
GROUP BY customer_id, island
HAVING count(*) >= 5
ORDER BY customer_id;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
WITH islands AS (
  SELECT customer_id, at::date - row_number() OVER (
    PARTITION BY customer_id ORDER BY at)::int AS island
  FROM events WHERE customer_id IS NOT NULL)
SELECT customer_id, count(*) AS days
FROM islands
GROUP BY customer_id, island
HAVING count(*) >= 5
ORDER BY customer_id;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
WITH days AS (
  SELECT DISTINCT customer_id, at::date AS day FROM events
  WHERE customer_id IS NOT NULL),
islands AS (
  SELECT customer_id, day - row_number() OVER (ORDER BY day)::int AS island
  FROM days)
SELECT customer_id, count(*) AS days
FROM islands
GROUP BY customer_id, island
HAVING count(*) >= 5
ORDER BY customer_id;
-- --8<-- [end:wrong-2]
