-- needs: postgresql
-- with: interview/shop
\pset null NULL
-- --8<-- [start:given]
CREATE TABLE addresses AS
SELECT n AS id, 'city ' || n % 100 AS city, 'zip ' || n % 100 AS zip
FROM generate_series(1, 20000) AS n;
VACUUM ANALYZE addresses;
SELECT * FROM plan($$
  SELECT * FROM addresses WHERE city = 'city 7' AND zip = 'zip 7' $$);
-- --8<-- [end:given]

\echo -- answer
BEGIN;
-- --8<-- [start:answer]
CREATE STATISTICS city_zip (dependencies) ON city, zip FROM addresses;
ANALYZE addresses;
-- --8<-- [end:answer]
-- --8<-- [start:probe]
SELECT substring(line FROM 'rows=(\d+)')::int AS estimated
FROM plan($$ SELECT * FROM addresses
  WHERE city = 'city 7' AND zip = 'zip 7' $$) AS line LIMIT 1;
-- --8<-- [end:probe]
ROLLBACK;

\echo -- wrong-1
BEGIN;
-- --8<-- [start:wrong-1]
ALTER TABLE addresses ALTER city SET STATISTICS 10000, ALTER zip SET STATISTICS 10000;
ANALYZE addresses;
-- --8<-- [end:wrong-1]
SELECT substring(line FROM 'rows=(\d+)')::int AS estimated
FROM plan($$ SELECT * FROM addresses
  WHERE city = 'city 7' AND zip = 'zip 7' $$) AS line LIMIT 1;
ROLLBACK;

\echo -- wrong-2
BEGIN;
-- --8<-- [start:wrong-2]
CREATE INDEX ON addresses (city, zip);
ANALYZE addresses;
-- --8<-- [end:wrong-2]
SELECT substring(line FROM 'rows=(\d+)')::int AS estimated
FROM plan($$ SELECT * FROM addresses
  WHERE city = 'city 7' AND zip = 'zip 7' $$) AS line LIMIT 1;
ROLLBACK;
