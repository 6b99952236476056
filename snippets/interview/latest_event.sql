-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT DISTINCT ON (customer_id) customer_id, kind, at
FROM events
WHERE customer_id BETWEEN 1 AND 10
ORDER BY customer_id, at DESC, id DESC;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT customer_id, max(kind) AS kind, max(at) AS at
FROM events
WHERE customer_id BETWEEN 1 AND 10
GROUP BY customer_id
ORDER BY customer_id;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT DISTINCT ON (customer_id) customer_id, kind, at
FROM events
WHERE customer_id BETWEEN 1 AND 10
ORDER BY customer_id, id DESC;
-- --8<-- [end:wrong-2]
