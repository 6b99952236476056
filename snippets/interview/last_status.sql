-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT id, status, last_value(status) OVER (
    PARTITION BY customer_id ORDER BY placed_at, id
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS last_status
FROM orders
WHERE customer_id IN (20, 25)
ORDER BY customer_id, placed_at, id;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT id, status, last_value(status) OVER (
    PARTITION BY customer_id ORDER BY placed_at, id) AS last_status
FROM orders
WHERE customer_id IN (20, 25)
ORDER BY customer_id, placed_at, id;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT id, status, max(status) OVER (PARTITION BY customer_id) AS last_status
FROM orders
WHERE customer_id IN (20, 25)
ORDER BY customer_id, placed_at, id;
-- --8<-- [end:wrong-2]
