-- needs: postgresql
CREATE TABLE call (day date, consumer text, version int, calls int);
INSERT INTO call  -- 60 days until 2026-11-20, as counted at the gateway
SELECT day, consumer, 1, calls FROM
  generate_series(date '2026-09-22', date '2026-11-20', interval '1 day') AS day,
  LATERAL (VALUES
    ('checkout', CASE WHEN day < '2026-10-14' THEN 9000 ELSE 0 END),
    ('mobile app', 4000 - 60 * (day::date - date '2026-09-22')),
    ('support tool', 120),
    ('tax report', CASE WHEN day = '2026-09-30' THEN 500 ELSE 0 END),
    ('invoice run', CASE WHEN extract(day FROM day) = 1 THEN 31000 ELSE 0 END)
  ) AS traffic (consumer, calls) WHERE calls > 0;

-- --8<-- [start:table]
WITH gap AS (
  SELECT *, day - lag(day) OVER (PARTITION BY consumer ORDER BY day) AS days
  FROM call WHERE version = 1),
usage AS (
  SELECT consumer, date '2026-11-20' - max(day) AS silent, max(days) AS longest_gap,
         coalesce(sum(calls) FILTER (WHERE day > date '2026-11-20' - 7), 0) AS week,
         sum(calls) FILTER (WHERE day > date '2026-11-20' - 35
                              AND day <= date '2026-11-20' - 28) AS month_ago
  FROM gap GROUP BY consumer)
SELECT consumer, silent, longest_gap, week,
       CASE WHEN longest_gap IS NULL THEN 'seen once: ask'
            WHEN silent > longest_gap THEN 'silent: ask'
            WHEN week = 0 THEN 'rare caller'
            WHEN week < 0.9 * month_ago THEN 'moving'
            ELSE 'not begun' END AS state
FROM usage ORDER BY state, consumer;
-- --8<-- [end:table]
