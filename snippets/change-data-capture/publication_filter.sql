-- needs: postgresql(wal_level=logical)
CREATE TABLE orders (id int PRIMARY KEY, region text NOT NULL, card text, cents int,
    with_tax int GENERATED ALWAYS AS (cents * 110 / 100) STORED);
CREATE PUBLICATION eu FOR TABLE orders (id, region, cents) WHERE (region = 'EU');
CREATE PUBLICATION taxed FOR TABLE orders WITH (publish_generated_columns = stored);
SELECT count(*) AS slots FROM (VALUES ('eu'), ('taxed')) AS names (name),
    pg_create_logical_replication_slot(name, 'pgoutput');
INSERT INTO orders VALUES (1, 'EU', 'card-4242', 100), (2, 'US', 'card-4343', 100);
\set ON_ERROR_STOP off
UPDATE orders SET region = 'US' WHERE id = 1;
\set ON_ERROR_STOP on
CREATE UNIQUE INDEX orders_identity ON orders (id, region);
ALTER TABLE orders REPLICA IDENTITY USING INDEX orders_identity;           -- (1)!
UPDATE orders SET region = 'US' WHERE id = 1;
UPDATE orders SET region = 'EU' WHERE id = 2;
UPDATE orders SET cents = 120 WHERE id = 2;
DELETE FROM orders WHERE id = 1;

SELECT name, string_agg(chr(get_byte(data, 0)), ' ') AS messages,
    bool_or(position('card-' IN encode(data, 'escape')) > 0) AS has_card,
    bool_or(position('110' IN encode(data, 'escape')) > 0) AS has_tax
FROM (VALUES ('eu'), ('taxed')) AS names (name),
    pg_logical_slot_get_binary_changes(name, NULL, NULL,
        'proto_version', '4', 'publication_names', name) AS changes
WHERE chr(get_byte(data, 0)) IN ('I', 'U', 'D')
GROUP BY name ORDER BY name;
