-- needs: postgresql(autovacuum=off)
\pset tuples_only on
\pset format unaligned

CREATE TABLE job (id int PRIMARY KEY, payload text);
INSERT INTO job SELECT n, 'work' FROM generate_series(1, 20000) AS n;
VACUUM ANALYZE job;
DELETE FROM job WHERE id < 20000;        -- workers took them all but one

\set explain 'EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF)'
\o /dev/null
EXPLAIN SELECT id FROM job ORDER BY id LIMIT 1;
\o
\echo '-- first time'
:explain SELECT id FROM job ORDER BY id LIMIT 1;
\echo '-- second time'
:explain SELECT id FROM job ORDER BY id LIMIT 1;
VACUUM job;
\o /dev/null
EXPLAIN SELECT id FROM job ORDER BY id LIMIT 1;
\o
\echo '-- after VACUUM'
:explain SELECT id FROM job ORDER BY id LIMIT 1;
