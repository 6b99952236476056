-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
SELECT a.id AS a, b.id AS b
FROM promotions AS a
JOIN promotions AS b ON b.product_id = a.product_id AND b.id > a.id
  AND b.during && a.during
ORDER BY a.id, b.id;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT a.id AS a, b.id AS b
FROM promotions AS a
JOIN promotions AS b ON b.product_id = a.product_id AND b.id > a.id
  AND lower(b.during) BETWEEN lower(a.during) AND upper(a.during)
ORDER BY a.id, b.id;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT a.id AS a, b.id AS b
FROM promotions AS a
JOIN promotions AS b ON b.product_id = a.product_id AND b.id > a.id
  AND lower(a.during) < upper(b.during) AND lower(b.during) < upper(a.during)
ORDER BY a.id, b.id;
-- --8<-- [end:wrong-2]
