-- needs: postgresql(autovacuum=off)
SET default_statistics_target = 1000;
\pset tuples_only on
\pset format unaligned
CREATE TABLE event AS
SELECT n AS id, jsonb_build_object('tenant', n % 37,
    'status', CASE WHEN n % 50 = 0 THEN 'failed' ELSE 'done' END) AS doc
FROM generate_series(1, 20000) AS n;
CREATE INDEX failed ON event ((doc->>'tenant')) WHERE doc->>'status' = 'failed';
VACUUM ANALYZE event;
\set explain 'EXPLAIN (COSTS OFF) SELECT id FROM event WHERE'

\echo '-- 1. a list of one'
:explain doc->>'status' IN ('failed') AND doc->>'tenant' = '7';
\echo '-- 2. a list of two'
:explain doc->>'status' IN ('failed', 'dead') AND doc->>'tenant' = '7';
\echo '-- 3. another condition beside it'
:explain doc->>'status' = 'failed' AND doc->>'tenant' = '7' AND id > 100;
\echo '-- 4. a cast that changes nothing'
:explain (doc->>'status')::varchar = 'failed' AND doc->>'tenant' = '7';
\echo '-- 5. a parameter, in a generic plan'
PREPARE find(text) AS SELECT id FROM event
WHERE doc->>'status' = $1 AND doc->>'tenant' = '7';
SET plan_cache_mode = force_generic_plan;
EXPLAIN (COSTS OFF) EXECUTE find('failed');
