-- needs: postgresql
SET client_min_messages = warning;
\pset tuples_only on
\pset format unaligned
CREATE TABLE shop (name text PRIMARY KEY);
CREATE TABLE item (id int PRIMARY KEY, doc jsonb NOT NULL);
INSERT INTO item SELECT n, jsonb_build_object('shop', 'S' || n % 9, 'qty', n)
FROM generate_series(1, 1000) AS n;

CREATE PROCEDURE try(label text, statement text) AS $$
BEGIN
    EXECUTE statement;
    RAISE EXCEPTION USING errcode = 'ZZ000';    -- takes the change back
EXCEPTION
    WHEN SQLSTATE 'ZZ000' THEN INSERT INTO result (line) VALUES (label || ': yes');
    WHEN OTHERS THEN
        INSERT INTO result (line)
        VALUES (format('%s: %s %s', label, sqlstate, sqlerrm));
END $$ LANGUAGE plpgsql;
CREATE TABLE result (n serial, line text);

-- --8<-- [start:virtual]
SELECT pg_relation_filenode('item') AS before \gset
ALTER TABLE item ADD shop text GENERATED ALWAYS AS (doc ->> 'shop');    -- (1)!
SELECT pg_relation_filenode('item') = :before AS untouched \gset
\echo virtual, table left as it is: :untouched
CALL try('CHECK', 'ALTER TABLE item ADD CHECK (shop LIKE ''S%'')');
CALL try('NOT NULL', 'ALTER TABLE item ALTER shop SET NOT NULL');
CALL try('index', 'CREATE INDEX ON item (shop)');
CALL try('UNIQUE', 'ALTER TABLE item ADD UNIQUE (shop)');
CALL try('foreign key', 'ALTER TABLE item ADD FOREIGN KEY (shop) REFERENCES shop');
CALL try('CREATE STATISTICS', 'CREATE STATISTICS s ON (lower(shop)) FROM item');
CALL try('cannot be made stored', 'ALTER TABLE item ALTER shop SET STORED');
CALL try('index on the expression', 'CREATE INDEX ON item ((doc ->> ''shop''))');
-- --8<-- [end:virtual]
SELECT line FROM result ORDER BY n;
-- --8<-- [start:stored]
ALTER TABLE item DROP shop;
ALTER TABLE item ADD shop text GENERATED ALWAYS AS (doc ->> 'shop') STORED;
SELECT pg_relation_filenode('item') = :before AS untouched \gset
\echo stored, table left as it is: :untouched
-- --8<-- [end:stored]
