-- needs: postgresql
-- with: interview/shop
\pset null NULL
-- --8<-- [start:given]
CREATE TABLE jobs AS
SELECT n AS id, timestamptz '2026-06-01Z' + n * 7919 % 20000 * interval '1 second'
  AS run_at, CASE WHEN n % 100 = 0 THEN 'ready' ELSE 'done' END AS state
FROM generate_series(1, 20000) AS n;
VACUUM ANALYZE jobs;
SELECT * FROM plan($$ SELECT id FROM jobs WHERE state = 'ready'
  ORDER BY run_at LIMIT 10 $$);
-- --8<-- [end:given]

\echo -- answer
BEGIN;
-- --8<-- [start:answer]
CREATE INDEX jobs_ready ON jobs (run_at) WHERE state = 'ready';
ANALYZE jobs;
SELECT * FROM plan($$ SELECT id FROM jobs WHERE state = 'ready'
  ORDER BY run_at LIMIT 10 $$);
-- --8<-- [end:answer]
-- --8<-- [start:probe]
SELECT bool_or(line LIKE '%Sort%') AS sorts, bool_or(line LIKE '%Removed%') AS discards,
  (SELECT sum(pg_relation_size(indexrelid)) / 8192 < 5 FROM pg_index
   WHERE indrelid = 'jobs'::regclass) AS small
FROM plan($$ SELECT id FROM jobs WHERE state = 'ready'
  ORDER BY run_at LIMIT 10 $$) AS line;
-- --8<-- [end:probe]
ROLLBACK;

\echo -- wrong-1
BEGIN;
-- --8<-- [start:wrong-1]
CREATE INDEX ON jobs (state);
ANALYZE jobs;
-- --8<-- [end:wrong-1]
SELECT bool_or(line LIKE '%Sort%') AS sorts, bool_or(line LIKE '%Removed%') AS discards,
  (SELECT sum(pg_relation_size(indexrelid)) / 8192 < 5 FROM pg_index
   WHERE indrelid = 'jobs'::regclass) AS small
FROM plan($$ SELECT id FROM jobs WHERE state = 'ready'
  ORDER BY run_at LIMIT 10 $$) AS line;
ROLLBACK;

\echo -- wrong-2
BEGIN;
-- --8<-- [start:wrong-2]
CREATE INDEX ON jobs (run_at);
ANALYZE jobs;
-- --8<-- [end:wrong-2]
SELECT bool_or(line LIKE '%Sort%') AS sorts, bool_or(line LIKE '%Removed%') AS discards,
  (SELECT sum(pg_relation_size(indexrelid)) / 8192 < 5 FROM pg_index
   WHERE indrelid = 'jobs'::regclass) AS small
FROM plan($$ SELECT id FROM jobs WHERE state = 'ready'
  ORDER BY run_at LIMIT 10 $$) AS line;
ROLLBACK;
