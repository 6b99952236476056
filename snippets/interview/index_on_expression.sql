-- needs: postgresql
-- with: interview/shop
\pset null NULL
-- --8<-- [start:given]
CREATE TABLE accounts AS
SELECT n AS id, 'User.' || n || '@Example.com' AS email
FROM generate_series(1, 20000) AS n;
CREATE INDEX ON accounts (email);
VACUUM ANALYZE accounts;
SELECT * FROM plan($$
  SELECT id FROM accounts WHERE lower(email) = 'user.4711@example.com' $$);
-- --8<-- [end:given]

\echo -- answer
BEGIN;
-- --8<-- [start:answer]
CREATE INDEX lowered ON accounts (lower(email));
ANALYZE accounts;
SELECT * FROM plan($$
  SELECT id FROM accounts WHERE lower(email) = 'user.4711@example.com' $$);
-- --8<-- [end:answer]
-- --8<-- [start:probe]
SELECT bool_or(line LIKE '%Seq Scan%') AS reads_all,
  min(substring(line FROM 'rows=(\d+)')::int) AS estimated
FROM plan($$
  SELECT id FROM accounts WHERE lower(email) = 'user.4711@example.com' $$) AS line;
-- --8<-- [end:probe]
ROLLBACK;

\echo -- wrong-1
BEGIN;
-- --8<-- [start:wrong-1]
CREATE INDEX ON accounts (email text_pattern_ops);
ANALYZE accounts;
-- --8<-- [end:wrong-1]
SELECT bool_or(line LIKE '%Seq Scan%') AS reads_all,
  min(substring(line FROM 'rows=(\d+)')::int) AS estimated
FROM plan($$
  SELECT id FROM accounts WHERE lower(email) = 'user.4711@example.com' $$) AS line;
ROLLBACK;

\echo -- wrong-2
BEGIN;
-- --8<-- [start:wrong-2]
CREATE STATISTICS ON (lower(email)) FROM accounts;
ANALYZE accounts;
-- --8<-- [end:wrong-2]
SELECT bool_or(line LIKE '%Seq Scan%') AS reads_all,
  min(substring(line FROM 'rows=(\d+)')::int) AS estimated
FROM plan($$
  SELECT id FROM accounts WHERE lower(email) = 'user.4711@example.com' $$) AS line;
ROLLBACK;
