-- needs: postgresql(autovacuum=off)
SET max_parallel_workers_per_gather = 0;
SET default_statistics_target = 1000;
\pset tuples_only on
\pset format unaligned
CREATE TABLE visit (id int, shop int, minute int, note text);
INSERT INTO visit
SELECT n, n % 20, n / 20, repeat('x', 40) FROM generate_series(1, 100000) AS n;
CREATE UNIQUE INDEX by_id ON visit (id);
CREATE INDEX by_shop ON visit (shop, minute);
VACUUM ANALYZE visit;
CREATE VIEW counted AS
SELECT string_agg(indexrelname || ' ' || idx_scan, ', ' ORDER BY indexrelname) AS scans
FROM pg_stat_user_indexes WHERE relname = 'visit';

\o /dev/null
-- --8<-- [start:use]
SELECT count(*) FROM visit WHERE shop = 3 AND minute = 700;
SELECT pg_stat_force_next_flush();
SELECT 'one look-up: ' || scans AS one FROM counted \gset
SELECT count(note) FROM visit WHERE minute = 700;                  -- (1)!
SELECT pg_stat_force_next_flush();
SELECT 'one query by skip scan: ' || scans AS skip FROM counted \gset
INSERT INTO visit SELECT n, 1, 1, '' FROM generate_series(200001, 201000) AS n;
INSERT INTO visit VALUES (1, 1, 1, '') ON CONFLICT DO NOTHING;    -- (2)!
SELECT pg_stat_force_next_flush();
SELECT '1,001 unique checks: ' || scans AS checks FROM counted \gset
EXPLAIN SELECT * FROM visit WHERE id = 7;
SELECT pg_stat_force_next_flush();
SELECT 'a plan without running it: ' || scans AS plan FROM counted \gset
-- --8<-- [end:use]
\o
\echo :one
\echo :skip
\echo :checks
\echo :plan
