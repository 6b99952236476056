-- needs: postgresql(autovacuum=off)
SET default_statistics_target = 1000;    -- reads every row: the estimates are exact
\pset tuples_only on
\pset format unaligned
SET client_min_messages = warning;
CREATE TABLE small (doc jsonb);
CREATE TABLE large (doc jsonb);
INSERT INTO small SELECT jsonb_build_object('id', n, 'state',
    CASE WHEN n * 7919 % 10007 < 1000 THEN 'open' ELSE 'done' END)
FROM generate_series(1, 20000) AS n;
INSERT INTO large
SELECT doc || jsonb_build_object('text', repeat(md5(doc::text), 40)) FROM small;
ALTER TABLE small ADD virtual_state text GENERATED ALWAYS AS (doc ->> 'state'),
                  ADD stored_state text GENERATED ALWAYS AS (doc ->> 'state') STORED;
ANALYZE small, large;

CREATE FUNCTION planned(label text, relation text, condition text) RETURNS text AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE format('EXPLAIN (FORMAT json) SELECT FROM %s WHERE %s', relation, condition)
    INTO plan;
    RETURN format('%s: planned %s', label, plan #>> '{0,Plan,Plan Rows}');
END $$ LANGUAGE plpgsql;
-- --8<-- [start:estimates]
SELECT format('found: %s', count(*)) FROM small WHERE doc ->> 'state' = 'open';
SELECT planned('key', 'small', $$doc ->> 'state' = 'open'$$);
SELECT planned('contains', 'small', $$doc @> '{"state": "open"}'$$);    -- (1)!
SELECT planned('contains, over 1 kB', 'large', $$doc @> '{"state": "open"}'$$);
SELECT planned('path', 'small', $$doc @? '$.state ? (@ == "open")'$$);
SELECT planned('stored column', 'small', $$stored_state = 'open'$$);
SELECT planned('virtual column', 'small', $$virtual_state = 'open'$$);    -- (2)!
CREATE STATISTICS state_of ON (doc ->> 'state') FROM small;
ANALYZE small;
SELECT planned('key, with statistics', 'small', $$doc ->> 'state' = 'open'$$);
SELECT planned('virtual column, with statistics', 'small', $$virtual_state = 'open'$$);
-- --8<-- [end:estimates]
