-- needs: postgresql
-- with: interview/shop
\pset null NULL
-- --8<-- [start:given]
SET work_mem = '256kB';
CREATE TABLE logs AS
SELECT n AS id, n * 7919 % 20000 AS customer_id, timestamptz '2026-06-01Z'
  + n * 104729 % 20000 * interval '1 second' AS at, repeat('x', 40) AS line
FROM generate_series(1, 20000) AS n;
VACUUM ANALYZE logs;
SELECT * FROM plan($$ SELECT * FROM logs ORDER BY at, id $$);
-- --8<-- [end:given]

\echo -- answer
BEGIN;
-- --8<-- [start:answer]
SET work_mem = '8MB';
-- --8<-- [end:answer]
-- --8<-- [start:probe]
SELECT bool_or(line LIKE '%Disk:%') AS spills
FROM plan($$ SELECT * FROM logs ORDER BY at, id $$) AS line;
-- --8<-- [end:probe]
ROLLBACK;

\echo -- wrong-1
BEGIN;
-- --8<-- [start:wrong-1]
SET work_mem = '1MB';
-- --8<-- [end:wrong-1]
SELECT bool_or(line LIKE '%Disk:%') AS spills
FROM plan($$ SELECT * FROM logs ORDER BY at, id $$) AS line;
ROLLBACK;

\echo -- wrong-2
BEGIN;
-- --8<-- [start:wrong-2]
SET maintenance_work_mem = '1GB';
-- --8<-- [end:wrong-2]
SELECT bool_or(line LIKE '%Disk:%') AS spills
FROM plan($$ SELECT * FROM logs ORDER BY at, id $$) AS line;
ROLLBACK;
