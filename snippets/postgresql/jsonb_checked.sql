-- needs: postgresql
SET client_min_messages = warning;
\pset tuples_only on
\pset format unaligned
\pset null NULL
CREATE TABLE result (n serial, line text);
CREATE PROCEDURE try(label text, document text) AS $$
BEGIN
    INSERT INTO purchase (doc) VALUES (document::jsonb);
    INSERT INTO result (line) VALUES (label || ': accepted');
EXCEPTION WHEN OTHERS THEN
    INSERT INTO result (line) VALUES (format('%s: %s', label, sqlstate));
END $$ LANGUAGE plpgsql;

-- --8<-- [start:weak]
CREATE TABLE purchase (id serial, doc jsonb CHECK ((doc ->> 'qty')::int > 0));
CALL try('weak, key missing', '{"sku": "A"}');                     -- (1)!
CALL try('weak, qty is a string', '{"qty": "3"}');
CALL try('weak, not an object', '[1, 2]');
CALL try('weak, qty twice', '{"qty": -1, "qty": 5}');              -- (2)!
-- --8<-- [end:weak]
TRUNCATE purchase;
-- --8<-- [start:strong]
ALTER TABLE purchase DROP CONSTRAINT purchase_doc_check, ALTER doc SET NOT NULL,
    ADD CHECK (coalesce(doc @@ '$.qty.type() == "number" && $.qty > 0', false)),
    ADD CHECK (doc - ARRAY['qty', 'sku', 'lines'] = '{}');         -- (3)!
CALL try('strong, key missing', '{"sku": "A"}');
CALL try('strong, qty is a string', '{"qty": "3"}');
CALL try('strong, not an object', '[1, 2]');
CALL try('strong, misspelt key', '{"qty": 3, "skuu": "A"}');
CALL try('strong, right', '{"qty": 3, "sku": "A"}');
-- --8<-- [end:strong]
SELECT line FROM result ORDER BY n;

-- --8<-- [start:table]
INSERT INTO purchase (doc) VALUES ('{"qty": 2, "sku": "B", "lines": [
    {"price": 120, "gifts": ["card", "bow"]}, {"price": "12O"}]}');
SELECT sku, line, price, gift FROM purchase, JSON_TABLE(doc, '$' COLUMNS (
    sku text PATH '$.sku',
    NESTED PATH '$.lines[*]' COLUMNS (
        line FOR ORDINALITY,
        price int PATH '$.price',                                  -- (4)!
        NESTED PATH '$.gifts[*]' COLUMNS (gift text PATH '$')))) AS t
WHERE sku = 'B';
\set ON_ERROR_STOP off
\set VERBOSITY sqlstate
SELECT count(*) FROM purchase, JSON_TABLE(doc, '$.lines[*]' COLUMNS (
    price int PATH '$.price' ERROR ON ERROR)) AS t;
-- --8<-- [end:table]
