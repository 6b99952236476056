-- needs: postgresql(autovacuum=off)
SET max_parallel_workers_per_gather = 0;
SET enable_seqscan = off;                     -- the index is asked even where it is bad
\pset tuples_only on
\pset format unaligned
CREATE TABLE reading (at int, value int, note text);

CREATE PROCEDURE compare(state text) AS $$
DECLARE
    definition text;
    node json;
BEGIN
    FOREACH definition IN ARRAY ARRAY['brin (at)',
        'brin (at) WITH (pages_per_range = 8)',
        'brin (at int4_minmax_multi_ops)', 'btree (at)']
    LOOP
        EXECUTE 'CREATE INDEX tried ON reading USING ' || definition;
        EXECUTE 'EXPLAIN (ANALYZE, FORMAT json)
                 SELECT sum(value) FROM reading WHERE at BETWEEN 50000 AND 50999'
        INTO node;
        INSERT INTO result (state, index, pages, size) VALUES
            (state, definition, (node #>> '{0,Plan,Shared Hit Blocks}')::int
                + (node #>> '{0,Plan,Shared Read Blocks}')::int,
             pg_relation_size('tried') / 1024);
        DROP INDEX tried;
    END LOOP;
END $$ LANGUAGE plpgsql;
CREATE TABLE result (n serial, state text, index text, pages int, size int);
-- --8<-- [start:states]
INSERT INTO reading
SELECT n, n % 97, repeat('x', 60) FROM generate_series(1, 100000) AS n;
VACUUM ANALYZE reading;
CALL compare('as inserted');

DELETE FROM reading WHERE at % 100 = 0;       -- 1 row in 100, everywhere
VACUUM reading;
INSERT INTO reading
SELECT n, n % 97, repeat('x', 60) FROM generate_series(100001, 101000) AS n;
VACUUM ANALYZE reading;                       -- the new rows lie in the old holes
CALL compare('1 % deleted, new rows in the holes');
-- --8<-- [end:states]
SELECT format('%s, %s: %s pages read', state, index, pages) FROM result ORDER BY n;
SELECT format('size of %s: %s kB', index, size) FROM result
WHERE state = 'as inserted' ORDER BY n;
SELECT format('correlation of at: %s', round(correlation::numeric, 2))
FROM pg_stats WHERE tablename = 'reading' AND attname = 'at';
