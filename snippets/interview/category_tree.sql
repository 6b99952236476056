-- needs: postgresql
-- with: interview/shop
\pset null NULL

\echo -- answer
-- --8<-- [start:answer]
WITH RECURSIVE below AS (
  SELECT id AS top, id FROM categories
  UNION ALL
  SELECT b.top, c.id FROM below AS b JOIN categories AS c ON c.parent_id = b.id)
SELECT t.name, count(p.id) AS products
FROM categories AS t
JOIN below AS b ON b.top = t.id
LEFT JOIN products AS p ON p.category_id = b.id
GROUP BY t.id
ORDER BY t.id;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
SELECT t.name, count(p.id) AS products
FROM categories AS t
LEFT JOIN products AS p ON p.category_id = t.id
GROUP BY t.id
ORDER BY t.id;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
SELECT t.name, count(p.id) AS products
FROM categories AS t
LEFT JOIN categories AS c ON c.id = t.id OR c.parent_id = t.id
LEFT JOIN products AS p ON p.category_id = c.id
GROUP BY t.id
ORDER BY t.id;
-- --8<-- [end:wrong-2]
