-- needs: postgresql(autovacuum=off)
SET client_min_messages = warning;
CREATE TABLE event AS
SELECT n AS id, timestamptz '2026-01-01Z' + n * interval '1 minute' AS at,
       n * 7919 % 5000 AS customer, n % 97 AS total,
       CASE WHEN n % 100 = 0 THEN 'failed' ELSE 'done' END AS status,
       'User' || n * 7919 % 5000 || '@Example.com' AS email,
       jsonb_build_object('device', n % 40, 'session', md5(n::text),
                          'tags', jsonb_build_array(n % 7, 'a' || n % 300)) AS doc
FROM generate_series(1, 50000) AS n;
CREATE TABLE cost (index text, kilobytes int, wal int);

-- --8<-- [start:measure]
CREATE PROCEDURE try(name text, definition text) AS $$
DECLARE
    before pg_lsn;
    size bigint;
BEGIN
    IF definition <> '' THEN
        EXECUTE 'CREATE INDEX tried ON event ' || definition;
        size = pg_relation_size('tried');
    END IF;
    before = pg_current_wal_insert_lsn();
    INSERT INTO event                               -- (1)!
    SELECT id + 50000, at + interval '50000 minutes', customer, total, status, email,
           doc || jsonb_build_object('session', md5((id + 50000)::text))
    FROM event WHERE id % 25 = 0 AND id <= 50000;
    INSERT INTO cost VALUES
        (name, size / 1024, (pg_current_wal_insert_lsn() - before) / 2000);
    DELETE FROM event WHERE id > 50000;
    DROP INDEX IF EXISTS tried;
END $$ LANGUAGE plpgsql;
-- --8<-- [end:measure]

-- --8<-- [start:indexes]
CALL try('none', '');
TRUNCATE cost;                    -- the first run warms up
CALL try('none', '');
CALL try('B-tree', '(customer)');
CALL try('covering', '(customer) INCLUDE (at, total)');
CALL try('expression', '(lower(email))');
CALL try('partial', $$(at) WHERE status = 'failed'$$);
CALL try('BRIN', 'USING brin (at)');
CALL try('GIN', 'USING gin (doc)');
CALL try('GIN, no fastupdate', 'USING gin (doc) WITH (fastupdate = off)');
CALL try('GIN, path_ops', 'USING gin (doc jsonb_path_ops) WITH (fastupdate = off)');
-- --8<-- [end:indexes]

\pset tuples_only on
\pset format unaligned
SELECT format('%s: %s kB, ≈ %s bytes of WAL a row', index, kilobytes, wal)
FROM cost WHERE index <> 'none';
SELECT format('no index: ≈ %s bytes of WAL a row', wal)
FROM cost WHERE index = 'none';

-- --8<-- [start:claims]
DO $$
DECLARE
    w jsonb = (SELECT jsonb_object_agg(index, wal) FROM cost);
BEGIN
    ASSERT (w ->> 'GIN, no fastupdate')::int > 4 * (w ->> 'B-tree')::int;
    ASSERT (w ->> 'GIN')::int < (w ->> 'GIN, no fastupdate')::int / 2;
    ASSERT (w ->> 'BRIN')::int < (w ->> 'none')::int + 120;
    ASSERT (w ->> 'partial')::int < (w ->> 'B-tree')::int;
END $$;
-- --8<-- [end:claims]
