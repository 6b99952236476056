-- needs: postgresql
-- Yesterday's settlement file of the provider against our captures.
\set QUIET on
\pset footer off
CREATE TABLE ours (ref text PRIMARY KEY, outcome text, net bigint);
CREATE TABLE settled (line int PRIMARY KEY, ref text, net bigint, file date);
CREATE INDEX ON settled (ref);
INSERT INTO ours SELECT 'capture-' || n, 'done', 971 FROM generate_series(1, 1000) n;
INSERT INTO settled SELECT n, 'capture-' || n, 971, '2026-11-20'
FROM generate_series(1, 1000) n;
UPDATE ours SET outcome = 'declined' WHERE ref = 'capture-30';  -- no line, no break
DELETE FROM settled WHERE ref = 'capture-30';
INSERT INTO ours VALUES ('refund-31-1', 'done', -300);          -- a line of its own
INSERT INTO settled VALUES (1001, 'refund-31-1', -300, '2026-11-20');
UPDATE ours SET outcome = 'unknown' WHERE ref = 'capture-17';   -- timeout; they charged
DELETE FROM settled WHERE ref = 'capture-40';                   -- ours, not in the file
DELETE FROM ours WHERE ref = 'capture-77';                      -- we lost the row
UPDATE settled SET net = 964 WHERE ref = 'capture-500';         -- a fee we do not know
INSERT INTO settled VALUES (1002, 'capture-900', 971, '2026-11-20');     -- twice
-- --8<-- [start:match]
WITH theirs AS (
    SELECT ref, sum(net) AS net, count(*) AS lines FROM settled GROUP BY ref
), compared AS (
    SELECT CASE
             WHEN o.ref IS NULL                          THEN 'unknown to us'
             WHEN o.outcome = 'done' AND t.ref IS NULL   THEN 'not settled'
             WHEN o.outcome <> 'done' AND t.ref IS NOT NULL
                                              THEN 'settled, ours ' || o.outcome
             WHEN t.lines > 1                            THEN 'charged twice'
             WHEN o.net <> t.net                         THEN 'amount differs'
           END AS break,
           coalesce(o.ref, t.ref) AS ref, o.net AS ours, t.net AS theirs,
           coalesce(t.net, 0)
             - CASE WHEN o.outcome = 'done' THEN o.net ELSE 0 END AS difference
    FROM ours o FULL JOIN theirs t USING (ref)
)
SELECT * FROM compared WHERE break IS NOT NULL ORDER BY 1, 2;
-- --8<-- [end:match]
\pset tuples_only on
\pset format unaligned
SELECT 'file minus ledger: ' || (SELECT sum(net) FROM settled)
       - (SELECT sum(net) FROM ours WHERE outcome = 'done');
