-- needs: postgresql
-- with: interview/shop
\pset null NULL
-- --8<-- [start:given]
UPDATE categories SET parent_id = 4 WHERE id = 2;
-- --8<-- [end:given]

\echo -- answer
-- --8<-- [start:answer]
WITH RECURSIVE up AS (
  SELECT id, name, parent_id FROM categories WHERE id = 4
  UNION ALL
  SELECT c.id, c.name, c.parent_id FROM up JOIN categories AS c ON c.id = up.parent_id
) CYCLE id SET closes USING path
SELECT id, name, closes FROM up;
-- --8<-- [end:answer]

\echo -- wrong-1
-- --8<-- [start:wrong-1]
WITH RECURSIVE up AS (
  SELECT id, name, parent_id, 1 AS depth FROM categories WHERE id = 4
  UNION ALL
  SELECT c.id, c.name, c.parent_id, depth + 1
  FROM up JOIN categories AS c ON c.id = up.parent_id WHERE depth < 8)
SELECT id, name, depth >= 8 AS closes FROM up;
-- --8<-- [end:wrong-1]

\echo -- wrong-2
-- --8<-- [start:wrong-2]
WITH RECURSIVE up AS (
  SELECT id, name, parent_id FROM categories WHERE id = 4
  UNION
  SELECT c.id, c.name, c.parent_id FROM up JOIN categories AS c ON c.id = up.parent_id)
SELECT id, name, false AS closes FROM up;
-- --8<-- [end:wrong-2]
