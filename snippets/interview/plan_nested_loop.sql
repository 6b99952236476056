-- needs: postgresql
-- with: interview/shop
\pset null NULL
-- --8<-- [start:given]
CREATE TABLE accounts AS
SELECT n AS id, n % 5 = 0 AS watched FROM generate_series(1, 2000) AS n;
CREATE TABLE transfers AS
SELECT n AS id, 1 + n * 7919 % 2000 AS payer, 1 + n * 104729 % 1999 AS payee
FROM generate_series(1, 3000) AS n;
VACUUM ANALYZE accounts, transfers;
SELECT * FROM plan($$ SELECT DISTINCT t.id FROM transfers AS t
  JOIN accounts AS a ON a.id = t.payer OR a.id = t.payee
  WHERE a.watched $$);
-- --8<-- [end:given]

\echo -- answer
BEGIN;
-- --8<-- [start:answer]
CREATE VIEW watched_transfers AS
SELECT t.id FROM transfers AS t JOIN accounts AS a ON a.id = t.payer WHERE a.watched
UNION
SELECT t.id FROM transfers AS t JOIN accounts AS a ON a.id = t.payee WHERE a.watched;
SELECT * FROM plan('SELECT * FROM watched_transfers');
-- --8<-- [end:answer]
-- --8<-- [start:probe]
SELECT (SELECT count(*) FROM watched_transfers) AS transfers,
  bool_or(line LIKE '%Nested Loop%') AS nested_loop
FROM plan('SELECT * FROM watched_transfers') AS line;
-- --8<-- [end:probe]
ROLLBACK;

\echo -- wrong-1
BEGIN;
-- --8<-- [start:wrong-1]
CREATE VIEW watched_transfers AS
SELECT t.id FROM transfers AS t JOIN accounts AS a ON a.id = t.payer WHERE a.watched
UNION ALL
SELECT t.id FROM transfers AS t JOIN accounts AS a ON a.id = t.payee WHERE a.watched;
-- --8<-- [end:wrong-1]
SELECT (SELECT count(*) FROM watched_transfers) AS transfers,
  bool_or(line LIKE '%Nested Loop%') AS nested_loop
FROM plan('SELECT * FROM watched_transfers') AS line;
ROLLBACK;

\echo -- wrong-2
BEGIN;
-- --8<-- [start:wrong-2]
CREATE VIEW watched_transfers AS
SELECT t.id FROM transfers AS t WHERE EXISTS (
  SELECT FROM accounts AS a WHERE a.id IN (t.payer, t.payee) AND a.watched);
-- --8<-- [end:wrong-2]
SELECT (SELECT count(*) FROM watched_transfers) AS transfers,
  bool_or(line LIKE '%Nested Loop%') AS nested_loop
FROM plan('SELECT * FROM watched_transfers') AS line;
ROLLBACK;
