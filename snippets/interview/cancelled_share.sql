-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT c.country, count(*) AS orders,
  round(100.0 * count(*) FILTER (WHERE o.status = 'cancelled') / count(*), 1)
    AS cancelled_percent
FROM orders AS o JOIN customers AS c ON c.id = o.customer_id
GROUP BY c.country
ORDER BY c.country;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT c.country, count(*) AS orders,
  round(100.0 * count(o.status = 'cancelled') / count(*), 1) AS cancelled_percent
FROM orders AS o JOIN customers AS c ON c.id = o.customer_id
GROUP BY c.country
ORDER BY c.country;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT c.country, count(*) AS orders,
  round(100 * (count(*) FILTER (WHERE o.status = 'cancelled') / count(*)), 1)
    AS cancelled_percent
FROM orders AS o JOIN customers AS c ON c.id = o.customer_id
GROUP BY c.country
ORDER BY c.country;
-- --8<-- [end:wrong-2]
