-- needs: postgresql(autovacuum=off)
\pset tuples_only on
\pset format unaligned
CREATE TABLE event (id int PRIMARY KEY, note text);
INSERT INTO event SELECT i, repeat('x', 100) FROM generate_series(1, 60000) i;
VACUUM ANALYZE event;
CREATE VIEW size AS SELECT pg_relation_size('event') / 8192 AS pages;
SELECT format('loaded: %s pages', pages) FROM size;

-- --8<-- [start:idea]
DELETE FROM event WHERE id <= 54000;           -- the oldest nine tenths
SELECT format('oldest deleted: %s pages', pages) FROM size;
VACUUM event;
SELECT format('and vacuumed: %s pages', pages) FROM size;

\set plan 'EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF)'
\o /dev/null
:plan SELECT count(*) FROM event WHERE note > 'x';   -- fills the planner's caches
\o
:plan SELECT count(*) FROM event WHERE note > 'x';   -- reads the empty pages as well

INSERT INTO event SELECT i, repeat('y', 100) FROM generate_series(60001, 114000) i;
SELECT format('as many inserted again: %s pages', pages) FROM size;

DELETE FROM event WHERE ctid >= '(100,0)';     -- now the end of the file is empty
VACUUM (TRUNCATE off) event;                   -- vacuum_truncate = off does the same
SELECT format('end empty, TRUNCATE off: %s pages', pages) FROM size;
VACUUM event;
SELECT format('end empty, TRUNCATE on: %s pages', pages) FROM size;
-- --8<-- [end:idea]
