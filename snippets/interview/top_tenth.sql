-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT customer_id, orders
FROM (SELECT customer_id, count(*) AS orders,
    percent_rank() OVER (ORDER BY count(*) DESC) AS share_above
  FROM orders
  WHERE customer_id IS NOT NULL
  GROUP BY customer_id) AS ranked
WHERE share_above <= 0.1
ORDER BY orders DESC, customer_id;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT customer_id, orders
FROM (SELECT customer_id, count(*) AS orders,
    ntile(10) OVER (ORDER BY count(*) DESC, customer_id) AS tenth
  FROM orders
  WHERE customer_id IS NOT NULL
  GROUP BY customer_id) AS ranked
WHERE tenth = 1
ORDER BY orders DESC, customer_id;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT customer_id, orders
FROM (SELECT customer_id, count(*) AS orders,
    percent_rank() OVER (ORDER BY count(*) DESC) AS share_above
  FROM orders
  GROUP BY customer_id) AS ranked
WHERE share_above <= 0.1
ORDER BY orders DESC, customer_id;
-- --8<-- [end:wrong-2]
