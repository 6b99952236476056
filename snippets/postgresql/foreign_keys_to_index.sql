-- needs: postgresql(autovacuum=off)
\pset tuples_only on
\pset format unaligned
CREATE TABLE account (id int PRIMARY KEY);
CREATE TABLE invoice (account_id int REFERENCES account);
CREATE TABLE session (account_id int REFERENCES account, closed bool);
CREATE TABLE note    (account_id int REFERENCES account);
CREATE INDEX ON session (account_id) WHERE NOT closed;           -- holds too few rows
CREATE INDEX ON note (account_id) WHERE account_id IS NOT NULL;  -- holds what matters
INSERT INTO account SELECT generate_series(1, 1000);
INSERT INTO invoice SELECT n % 500 + 1 FROM generate_series(1, 20000) AS n;
INSERT INTO session SELECT n % 500 + 1, true FROM generate_series(1, 2000) AS n;
INSERT INTO note    SELECT n % 500 + 1 FROM generate_series(1, 2000) AS n;
ANALYZE;
\o /dev/null
SELECT pg_stat_force_next_flush();
\o

BEGIN;
DELETE FROM account WHERE id > 900;
\echo '-- scans that a hundred deletes of accounts caused'
SELECT format('%s: %s sequential, %s by index', relname, seq_scan,
              coalesce(idx_scan, 0))
FROM pg_stat_xact_user_tables WHERE relname <> 'account' ORDER BY relname;
COMMIT;

\echo '-- foreign keys without a usable index, dearest first'
SELECT format('%s (%s), %s pages, per row deleted from %s', c.conrelid::regclass,
              string_agg(a.attname, ', ' ORDER BY k.place), t.relpages,
              c.confrelid::regclass)
FROM pg_constraint c
JOIN pg_class t ON t.oid = c.conrelid
CROSS JOIN unnest(c.conkey) WITH ORDINALITY AS k (attnum, place)
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
WHERE c.contype = 'f' AND NOT EXISTS (
    SELECT FROM pg_index i
    WHERE i.indrelid = c.conrelid AND i.indisvalid
      AND pg_get_indexdef(i.indexrelid) ~ ' USING (btree|hash) '
      AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid)
           = format('(%s IS NOT NULL)', quote_ident(a.attname)))
      AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)
GROUP BY c.oid, c.conrelid, c.confrelid, t.relpages
ORDER BY t.relpages DESC;
