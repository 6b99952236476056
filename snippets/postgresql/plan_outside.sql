-- needs: postgresql(autovacuum=off)
\pset tuples_only on
\pset format unaligned
CREATE TABLE document (id int PRIMARY KEY, body text);
ALTER TABLE document ALTER body SET STORAGE EXTERNAL;     -- out of line, uncompressed
INSERT INTO document SELECT n, repeat('x', 20000) FROM generate_series(1, 200) AS n;
CREATE TABLE author (id int PRIMARY KEY);
INSERT INTO author SELECT generate_series(1, 1000);
CREATE TABLE book (author_id int REFERENCES author);      -- no index
INSERT INTO book SELECT n % 500 + 501 FROM generate_series(1, 20000) AS n;
VACUUM ANALYZE;

\set explain 'EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF)'
\o /dev/null
SELECT * FROM document;
SELECT count(*) FROM book;
SELECT pg_stat_force_next_flush();
EXPLAIN DELETE FROM author WHERE id <= 50;
\o
\echo '-- rows that nobody fetches'
:explain SELECT * FROM document;
\echo '-- the same with SERIALIZE'
EXPLAIN (ANALYZE, SERIALIZE, TIMING OFF, SUMMARY OFF, COSTS OFF)
SELECT * FROM document;
\echo '-- a delete'
BEGIN;
:explain DELETE FROM author WHERE id <= 50;
\echo '-- what its trigger did in book'
SELECT format('sequential scans: %s, rows read: %s', seq_scan, seq_tup_read)
FROM pg_stat_xact_user_tables WHERE relname = 'book';
ROLLBACK;
