-- needs: postgresql(autovacuum=off)
\pset tuples_only on
\pset format unaligned
CREATE TABLE result (kilobytes numeric, key_wal int, column_wal int,
                     key_read int, column_read int);

CREATE PROCEDURE measure(bytes int) AS $$
DECLARE
    before pg_lsn;
    wal int[];
    pages int[];
    plan json;
    statement text;
BEGIN
    CREATE TABLE item (id int PRIMARY KEY, visits int, doc jsonb)
        WITH (fillfactor = 50);
    INSERT INTO item SELECT n, 0, jsonb_build_object('visits', 0, 'text',
        (SELECT string_agg(md5(n || '-' || k), '')
         FROM generate_series(1, bytes / 32) AS k))
    FROM generate_series(1, 200) AS n;
    FOREACH statement IN ARRAY ARRAY[
        'UPDATE item SET visits = visits + 1',
        'UPDATE item SET doc = jsonb_set(doc, ''{visits}'', ''1'')']
    LOOP
        before = pg_current_wal_insert_lsn();
        EXECUTE statement;
        wal = wal || ((pg_current_wal_insert_lsn() - before) / 200)::int;
    END LOOP;
    FOREACH statement IN ARRAY ARRAY['visits', 'doc -> ''visits''']
    LOOP
        EXECUTE format('EXPLAIN (ANALYZE, FORMAT json) SELECT %s FROM item', statement)
        INTO plan;
        pages = pages || (plan #>> '{0,Plan,Shared Hit Blocks}')::int
                         + (plan #>> '{0,Plan,Shared Read Blocks}')::int;
    END LOOP;
    INSERT INTO result VALUES (bytes / 1024.0, wal[2], wal[1], pages[2], pages[1]);
    DROP TABLE item;
END $$ LANGUAGE plpgsql;

CALL measure(256);
CALL measure(1024);
CALL measure(4096);
CALL measure(16384);
CALL measure(65536);

SELECT format('%s kB, WAL an update: column ≈ %s bytes, key ≈ %s bytes',
              trim_scale(kilobytes), column_wal, key_wal)
FROM result ORDER BY kilobytes;
SELECT format('%s kB, pages read for 200 rows: column ≈ %s, key ≈ %s',
              trim_scale(kilobytes), column_read, key_read)
FROM result ORDER BY kilobytes;
SELECT format('WAL at 64 kB, key to column: ≈ %s', key_wal / column_wal)
FROM result WHERE kilobytes = 64;
DO $$
BEGIN
    ASSERT (SELECT bool_and(key_wal > kilobytes * 1000) FROM result
            WHERE kilobytes >= 4);
    ASSERT (SELECT bool_and(key_wal < 1500) FROM result WHERE kilobytes <= 1);
    ASSERT (SELECT bool_and(column_wal < 1500) FROM result);
END $$;
