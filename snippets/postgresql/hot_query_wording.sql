-- needs: postgresql(autovacuum=off)
SET default_statistics_target = 1000;
SET max_parallel_workers_per_gather = 0;
\pset tuples_only on
\pset format unaligned

CREATE TABLE event AS
SELECT n AS id, jsonb_build_object('tenant', n % 37, 'type', 'type ' || n % 9,
    'status', CASE WHEN n % 50 = 0 THEN 'failed' ELSE 'done' END) AS doc
FROM generate_series(1, 20000) AS n;
CREATE INDEX contains ON event USING gin (doc jsonb_path_ops);
CREATE INDEX failed ON event ((doc->>'tenant')) WHERE doc->>'status' = 'failed';
VACUUM ANALYZE event;

\set explain 'EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF, BUFFERS OFF)'
\echo '-- 1. as indexed'
:explain SELECT id FROM event WHERE doc->>'status' = 'failed' AND doc->>'tenant' = '7';
\echo '-- 2. a number instead of a text'
:explain SELECT id FROM event
WHERE doc->>'status' = 'failed' AND (doc->>'tenant')::int = 7;
\echo '-- 3. jsonb instead of text'
:explain SELECT id FROM event
WHERE doc->'status' = '"failed"' AND doc->'tenant' = '7';
\echo '-- 4. containment'
:explain SELECT id FROM event WHERE doc @> '{"status": "failed", "tenant": 7}';
\echo '-- 5. containment of a text, which matches nothing'
:explain SELECT id FROM event WHERE doc @> '{"status": "failed", "tenant": "7"}';
