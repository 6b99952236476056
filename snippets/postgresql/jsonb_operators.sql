-- needs: postgresql(autovacuum=off)
SET max_parallel_workers_per_gather = 0;
SET default_statistics_target = 1000;
CREATE TABLE item AS
SELECT n AS id, jsonb_build_object('sku', 'S' || n, 'price', n % 900,
    'colour', (ARRAY['red', 'blue', 'green'])[n % 3 + 1],
    'tags', jsonb_build_array('t' || n % 500, 't' || n % 7)) AS doc
FROM generate_series(1, 30000) AS n;
VACUUM ANALYZE item;

CREATE TABLE definition (column1 text, column2 text);
-- --8<-- [start:indexes]
INSERT INTO definition VALUES
    ('jsonb_ops', 'gin (doc)'),
    ('path_ops', 'gin (doc jsonb_path_ops)'),
    ('expression', $$btree ((doc ->> 'sku'))$$);
-- --8<-- [end:indexes]
CREATE FUNCTION uses(condition text) RETURNS text AS $$
DECLARE
    node text;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT json) SELECT * FROM item WHERE ' || condition INTO node;
    RETURN CASE WHEN node LIKE '%"Index Name"%' THEN 'index' ELSE '-' END;
END $$ LANGUAGE plpgsql;
CREATE TABLE answer (condition text, index text, used text, n int);
CREATE TABLE size (index text, kilobytes int);
DO $$
DECLARE
    index definition;
BEGIN
    FOR index IN SELECT * FROM definition LOOP
        EXECUTE 'CREATE INDEX tried ON item USING ' || index.column2;
        INSERT INTO answer SELECT c, index.column1, uses(c), n FROM unnest(ARRAY[
-- --8<-- [start:conditions]
            'doc @> ''{"sku": "S42"}''',
            'doc @> ''{"tags": ["t42"]}''',
            'doc ? ''gone''',
            'doc @? ''$.price ? (@ == 42)''',
            'doc @? ''$.price ? (@ > 898)''',
            'doc @@ ''$.sku == "S42"''',
            'jsonb_path_exists(doc, ''$.sku ? (@ == "S42")'')',
            'doc ->> ''sku'' = ''S42''',
            'doc ->> ''sku'' > ''S9999''',
            'doc[''sku''] = ''"S42"'''
-- --8<-- [end:conditions]
        ]) WITH ORDINALITY AS t(c, n);
        INSERT INTO size VALUES (index.column1, pg_relation_size('tried') / 1024);
        DROP INDEX tried;
    END LOOP;
END $$;
SELECT condition, max(used) FILTER (WHERE index = 'jsonb_ops') AS jsonb_ops,
       max(used) FILTER (WHERE index = 'path_ops') AS path_ops,
       max(used) FILTER (WHERE index = 'expression') AS expression
FROM answer GROUP BY condition ORDER BY min(n);
\pset tuples_only on
\pset format unaligned
SELECT format('size, %s: %s kB', index, kilobytes) FROM size ORDER BY kilobytes DESC;
