-- needs: postgresql(autovacuum=off)
\pset tuples_only on
\pset format unaligned
CREATE TABLE event (id int PRIMARY KEY, note text);
INSERT INTO event SELECT i, repeat('x', 100) FROM generate_series(1, 60000) i;
CREATE VIEW size AS SELECT pg_relation_size('event') / 8192 AS pages;
SELECT format('loaded: %s pages', pages) FROM size;

DELETE FROM event WHERE id % 2 = 0;            -- every second row
VACUUM event;
SELECT format('half deleted and vacuumed: %s pages', pages) FROM size;
INSERT INTO event SELECT i, repeat('y', 100) FROM generate_series(60001, 90000) i;
SELECT format('as many inserted again: %s pages', pages) FROM size;
UPDATE event SET note = repeat('z', 100);
SELECT format('all rows updated at once: %s pages', pages) FROM size;
