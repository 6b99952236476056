-- needs: postgresql(autovacuum=off)
SET max_parallel_workers_per_gather = 0;
CREATE TABLE event AS
SELECT n AS id, timestamptz '2026-01-01Z' + n * interval '1 minute' AS at,
       n * 7919 % 5000 AS customer, n % 97 AS total,
       CASE WHEN n % 100 = 0 THEN 'failed' ELSE 'done' END AS status,
       'User' || n * 7919 % 5000 || '@Example.com' AS email,
       jsonb_build_object('device', n % 2000, 'tag', 'a' || n % 300) AS doc
FROM generate_series(1, 50000) AS n;
-- --8<-- [start:indexes]
CREATE INDEX btree ON event (customer, total);
CREATE INDEX partial ON event (id) WHERE status = 'failed';
CREATE INDEX expression ON event (lower(email));
CREATE INDEX brin ON event USING brin (at);
CREATE INDEX gin ON event USING gin (doc jsonb_path_ops);
-- --8<-- [end:indexes]
VACUUM ANALYZE event;

CREATE FUNCTION plan(condition text) RETURNS text AS $$
DECLARE
    node json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT json) SELECT id, doc FROM event WHERE ' || condition
    INTO node;
    node = node -> 0 -> 'Plan';
    IF node -> 'Plans' IS NOT NULL THEN node = node -> 'Plans' -> 0; END IF;
    RETURN coalesce(node ->> 'Index Name', '-');
END $$ LANGUAGE plpgsql;

SELECT condition, plan(condition) AS index FROM unnest(ARRAY[
-- --8<-- [start:pairs]
    'customer = 42',
    'customer = 42 OR customer = 43',
    'customer = 42 OR total = 5',
    'customer + 0 = 42',
    'status = ''failed'' AND id < 9000',
    'status <> ''done'' AND id < 9000',
    'lower(email) = ''user42@example.com''',
    'email ILIKE ''user42@example.com''',
    'at >= ''2026-02-03Z'' AND at < ''2026-02-04Z''',
    'at::date = ''2026-02-03''',
    'doc @> ''{"device": 42}''',
    'doc @> ''{"device": "42"}''',
    '(doc ->> ''device'')::int = 42',
    'doc ? ''device'''
-- --8<-- [end:pairs]
]) WITH ORDINALITY AS c(condition, n) ORDER BY n;
