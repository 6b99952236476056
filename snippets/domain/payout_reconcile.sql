-- needs: postgresql
-- Three records of one month: our ledger, the processor's lines, the bank's deposits.
\set QUIET on
\pset footer off
CREATE TABLE ours (ref text, kind text, gross bigint, fee bigint, booked date,
                   PRIMARY KEY (ref, kind));
CREATE TABLE line (n int PRIMARY KEY, ref text, kind text, gross bigint, fee bigint,
                   payout text, due date);
CREATE TABLE bank (payout text PRIMARY KEY, amount bigint);
INSERT INTO ours SELECT 'p' || n, 'charge', 1000, 36, date '2026-11-01' + (n - 1) / 20
FROM generate_series(1, 600) n;                                   -- 20 a day, 1 to 30
INSERT INTO line SELECT n, 'p' || n, 'charge', 1000, 36, 'po-' || (n + 79) / 100,
  date '2026-11-05' + (n + 79) / 100 * 5
FROM generate_series(1, 560) n;                                   -- two days behind
INSERT INTO ours VALUES ('p10', 'refund', -1000, 0, '2026-11-20');
INSERT INTO line VALUES (900, 'p10', 'refund', -1000, 0, 'po-4', '2026-11-25');
DELETE FROM line WHERE ref = 'p33';                               -- they lost it
DELETE FROM ours WHERE ref = 'p77';                               -- we lost it
INSERT INTO line SELECT 901, ref, kind, gross, fee, payout, due FROM line
WHERE ref = 'p200';                                               -- a line twice
UPDATE line SET gross = 100 WHERE ref = 'p301';                   -- yen taken for cents
UPDATE line SET fee = 41 WHERE n BETWEEN 401 AND 420;             -- a new tariff
INSERT INTO bank SELECT payout, sum(gross - fee) FROM line
WHERE due <= date '2026-11-30' GROUP BY payout;                  -- po-6: in December
UPDATE bank SET amount = amount - 5000 WHERE payout = 'po-5';     -- a reserve withheld
-- --8<-- [start:classes]
CREATE VIEW found AS
WITH theirs AS (
    SELECT ref, kind, count(*) AS lines, max(gross) AS gross, max(fee) AS fee
    FROM line GROUP BY ref, kind  -- (1)!
), listed AS (
    SELECT payout, due, sum(gross - fee) AS money FROM line GROUP BY payout, due
)
SELECT ref, class, money FROM ours FULL JOIN theirs USING (ref, kind), LATERAL (VALUES
    ('missing in ledger', theirs.gross - theirs.fee, ours.ref IS NULL),
    ('in transit',        ours.fee - ours.gross,
                          theirs.ref IS NULL AND booked > date '2026-11-28'),  -- (2)!
    ('missing in file',   ours.fee - ours.gross,
                          theirs.ref IS NULL AND booked <= date '2026-11-28'),
    ('duplicate line',    (lines - 1) * (theirs.gross - theirs.fee), lines > 1),
    ('amount differs',    theirs.gross - ours.gross, theirs.gross <> ours.gross),
    ('fee differs',       ours.fee - theirs.fee, theirs.fee <> ours.fee)
) AS c (class, money, found) WHERE found  -- (3)!
UNION ALL
SELECT payout, class, c.money FROM listed FULL JOIN bank USING (payout), LATERAL (VALUES
    ('payout in transit', -money, amount IS NULL AND due > date '2026-11-30'),  -- (4)!
    ('payout missing',    -money, amount IS NULL AND due <= date '2026-11-30'),
    ('deposit unlisted',  amount, money IS NULL),
    ('paid, not as listed', amount - money, amount <> money)
) AS c (class, money, found) WHERE found;
-- --8<-- [end:classes]
SELECT class, count(*) AS breaks, sum(money) AS yen, min(ref) AS first
FROM found GROUP BY class ORDER BY class;
\pset tuples_only on
\pset format unaligned
SELECT 'bank minus ledger: ' || bank - ours || E'\nexplained by breaks: ' || explained
       || E'\nunexplained: ' || bank - ours - explained
FROM (SELECT sum(amount) AS bank FROM bank) b,
     (SELECT sum(gross - fee) AS ours FROM ours) o,
     (SELECT sum(money) AS explained FROM found) f;
