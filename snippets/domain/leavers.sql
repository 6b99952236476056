-- needs: postgresql
-- Who left, and what still opens a door? Friday 2026-11-20, noon.
\set QUIET on
\pset footer off
SET TimeZone = 'UTC';
CREATE TABLE person (id int PRIMARY KEY, team text, was_in text, left_at timestamptz);
CREATE TABLE account (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, app text,
  person int, owner int, disabled_at timestamptz);
CREATE TABLE session (account int, expires_at timestamptz, revoked_at timestamptz);
CREATE TABLE token (account int, name text, revoked_at timestamptz);
CREATE TABLE role_of (account int, team text);
INSERT INTO person SELECT n, CASE n % 3 WHEN 0 THEN 'sales' ELSE 'support' END,
  CASE WHEN n % 25 = 1 THEN 'finance' END,       -- moved to another team
  CASE WHEN n % 10 = 0 THEN timestamptz '2026-11-20 12:00Z' - n * interval '3 hours' END
FROM generate_series(1, 300) n;
INSERT INTO account (app, person, disabled_at)
SELECT app, id, CASE app
  WHEN 'mail, by SCIM' THEN left_at + interval '40 minutes'
  WHEN 'wiki, nightly file' THEN date_trunc('day', left_at) + interval '26 hours'
  ELSE CASE WHEN id % 60 <> 0 THEN left_at + id % 7 * interval '1 day' END END
FROM person,
  (VALUES ('mail, by SCIM'), ('wiki, nightly file'), ('CRM, by ticket')) a(app);
INSERT INTO account (app, person, owner)         -- what nobody in HR knows
VALUES ('CRM, by ticket', NULL, NULL), ('CRM, by ticket', NULL, 20),
       ('wiki, nightly file', NULL, 7), ('mail, by SCIM', 999, NULL);
INSERT INTO session SELECT id, '2026-12-01', CASE app WHEN 'mail, by SCIM'
  THEN disabled_at END FROM account;             -- only one app ends sessions
INSERT INTO token SELECT id, 'export', NULL FROM account WHERE person % 30 = 0;
INSERT INTO role_of SELECT a.id, team FROM account a JOIN person p ON p.id = a.person
UNION ALL SELECT a.id, was_in FROM account a JOIN person p ON p.id = a.person
WHERE was_in IS NOT NULL AND app <> 'mail, by SCIM';
-- --8<-- [start:lag]
SELECT app, count(*) AS leavers,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY coalesce(disabled_at, now_) - left_at)
    AS median_lag,
  max(coalesce(disabled_at, now_) - left_at) AS worst,
  count(*) FILTER (WHERE disabled_at > now_ OR disabled_at IS NULL) AS still_open
FROM account JOIN person ON person.id = account.person,
  (VALUES (timestamptz '2026-11-20 12:00Z')) AS clock(now_)
WHERE left_at <= now_ GROUP BY app ORDER BY worst;
-- --8<-- [end:lag]
\pset tuples_only on
\pset format unaligned
-- --8<-- [start:doors]
CREATE VIEW gone AS SELECT account.* FROM account JOIN person ON person.id = person
WHERE left_at <= '2026-11-20 12:00Z';
SELECT 'disabled account, session still works: ' || count(*)
FROM gone JOIN session ON session.account = gone.id
WHERE disabled_at <= '2026-11-20 12:00Z' AND revoked_at IS NULL
  AND expires_at > '2026-11-20 12:00Z'
UNION ALL SELECT 'person left, API token still works: ' || count(*)
FROM gone JOIN token ON token.account = gone.id WHERE token.revoked_at IS NULL
UNION ALL SELECT 'account of nobody known to HR: ' || count(*)
FROM account a WHERE disabled_at IS NULL AND NOT EXISTS (
  SELECT FROM person p WHERE p.id IN (a.person, a.owner)
                         AND (left_at IS NULL OR left_at > '2026-11-20 12:00Z'))
  AND NOT EXISTS (SELECT FROM gone WHERE gone.id = a.id)
UNION ALL SELECT 'moved, and kept the old team''s role: ' || count(DISTINCT person)
FROM account a JOIN person p ON p.id = a.person JOIN role_of r ON r.account = a.id
WHERE r.team = p.was_in AND left_at IS NULL;
-- --8<-- [end:doors]
