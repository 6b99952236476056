-- needs: postgresql(autovacuum=off)
SET default_statistics_target = 1000;
SET max_parallel_workers_per_gather = 0;
\pset tuples_only on
\pset format unaligned
CREATE FUNCTION attempt(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE statement;
    RETURN 'done';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE || ' ' || SQLERRM;
END $$;

\echo '-- 1. NOT IN, and one NULL in the list'
CREATE TABLE person (id int, boss int);
INSERT INTO person VALUES (1, NULL), (2, 1), (3, 1);
SELECT format('NOT IN: %s, NOT EXISTS: %s',
    (SELECT count(*) FROM person WHERE id NOT IN (SELECT boss FROM person)),
    (SELECT count(*) FROM person p
     WHERE NOT EXISTS (SELECT FROM person WHERE boss = p.id)));

\echo '-- 2. a generated column is virtual unless you say STORED'
CREATE TABLE line (cents int, tax int GENERATED ALWAYS AS (cents / 10));
SELECT attempt('CREATE INDEX ON line (tax)');

\echo '-- 3. every NOT NULL is a constraint with a name'
CREATE TABLE city (id int PRIMARY KEY, name text NOT NULL);
SELECT string_agg(format('%s (%s)', conname, contype), ', ' ORDER BY conname)
FROM pg_constraint WHERE conrelid = 'city'::regclass;

\echo '-- 4. a setting that forbids nothing, and now says so'
CREATE TABLE big AS SELECT generate_series(1, 1000) AS id;
SET enable_seqscan = off;
EXPLAIN (COSTS OFF) SELECT * FROM big;
RESET enable_seqscan;

\echo '-- 5. an upsert that says whether it inserted'
INSERT INTO city VALUES (1, 'Kyoto') ON CONFLICT (id) DO UPDATE SET name = excluded.name
RETURNING format('old %s, new %s', old.name, new.name);
INSERT INTO city VALUES (1, 'Nara') ON CONFLICT (id) DO UPDATE SET name = excluded.name
RETURNING format('old %s, new %s', old.name, new.name);
