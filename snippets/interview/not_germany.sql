-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT count(*) AS customers
FROM customers
WHERE country IS DISTINCT FROM 'DE';
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT count(*) AS customers
FROM customers
WHERE country <> 'DE';
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT count(country) AS customers
FROM customers
WHERE country IS DISTINCT FROM 'DE';
-- --8<-- [end:wrong-2]
