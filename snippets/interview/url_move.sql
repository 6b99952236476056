-- needs: postgresql
-- timeout: 120
-- The shortener's table on the board; then its move into partitions while it is in use.
\set QUIET on
\pset footer off
-- --8<-- [start:board]
CREATE TABLE link (
    code       text COLLATE "C" PRIMARY KEY,
    tenant     bigint NOT NULL,
    target     text NOT NULL,
    blocked    boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX link_tenant ON link (tenant, created_at DESC);   -- "my links"
-- --8<-- [end:board]
INSERT INTO link (code, tenant, target)
SELECT left(md5(n::text), 8), n % 50, 'https://shop.example/' || n
FROM generate_series(1, 3000) n;

-- --8<-- [start:move]
CREATE TABLE link_next (LIKE link INCLUDING ALL) PARTITION BY HASH (code);
CREATE TABLE link_0 PARTITION OF link_next FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE link_1 PARTITION OF link_next FOR VALUES WITH (MODULUS 2, REMAINDER 1);

CREATE FUNCTION change_both() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN                                              -- (1)!
    IF TG_OP <> 'INSERT' THEN DELETE FROM link_next WHERE code = OLD.code; END IF;
    IF TG_OP <> 'DELETE' THEN INSERT INTO link_next SELECT NEW.*; END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER change_both AFTER INSERT OR UPDATE OR DELETE ON link
    FOR EACH ROW EXECUTE FUNCTION change_both();

CREATE FUNCTION copy_after(last text, size int) RETURNS text LANGUAGE sql AS $$
    WITH batch AS (SELECT * FROM link WHERE code > last
                   ORDER BY code LIMIT size FOR SHARE),            -- (2)!
         copied AS (INSERT INTO link_next SELECT * FROM batch ON CONFLICT DO NOTHING)
    SELECT max(code) FROM batch
$$;
-- --8<-- [end:move]
SELECT copy_after('', 1000) AS batch_1 \gset
UPDATE link SET blocked = true WHERE code = (SELECT min(code) FROM link);    -- copied
UPDATE link SET blocked = true WHERE code = (SELECT max(code) FROM link);    -- not yet
DELETE FROM link WHERE code = (SELECT max(code) FROM link WHERE NOT blocked);
INSERT INTO link (code, tenant, target) VALUES ('zzzzzzzz', 1, 'https://new.example/');
SELECT copy_after(:'batch_1', 1000) AS batch_2 \gset
SELECT copy_after(:'batch_2', 2000) AS batch_3 \gset
\pset tuples_only on
\pset format unaligned
-- --8<-- [start:compare]
SELECT 'only in the old table: ' || count(*) FROM (TABLE link EXCEPT TABLE link_next) x;
SELECT 'only in the new table: ' || count(*) FROM (TABLE link_next EXCEPT TABLE link) x;
SELECT 'rows in the new table: ' || count(*) FROM link_next;
BEGIN;
SET LOCAL lock_timeout = '500ms';                                  -- (1)!
DROP TRIGGER change_both ON link;
ALTER TABLE link RENAME TO link_old;
ALTER TABLE link_next RENAME TO link;
COMMIT;
-- --8<-- [end:compare]
SELECT 'blocked after the move: ' || count(*) FROM link WHERE blocked;
EXPLAIN (COSTS OFF) SELECT target FROM link WHERE code = 'c4ca4238' AND NOT blocked;
DO $$ BEGIN ASSERT (SELECT count(*) FROM link) = 3000; END $$;
