-- needs: postgresql
CREATE TABLE reminder (caller text, due_at timestamptz, sent_at timestamptz,
                       attempts int NOT NULL DEFAULT 0);
INSERT INTO reminder  -- six hours; for 20 minutes every second one is late or waits
SELECT CASE WHEN n <= 6 THEN 'checkout' ELSE 'mobile app' END, due_at,
       CASE WHEN minute >= 20 OR n % 2 = 0 THEN due_at + interval '20 s'
            WHEN minute >= 8 THEN due_at + interval '6 min' END
FROM generate_series(0, 369) AS minute, generate_series(1, 10) AS n,
     LATERAL (SELECT now() - minute * interval '1 min' - interval '30 s') AS d (due_at);
INSERT INTO reminder VALUES ('support', now() - interval '40 min', NULL, 5);
CREATE TABLE provider_call (at timestamptz, ms int, error text);
INSERT INTO provider_call
SELECT now() - n * interval '10 s', 180 + n % 7, NULL
FROM generate_series(121, 360) AS n
UNION ALL
SELECT now() - n * interval '10 s', 5000, 'timeout'
FROM generate_series(1, 120, 2) AS n;

-- --8<-- [start:queries]
-- Promise: late ones, as a multiple of the 0.5% that the SLO allows
SELECT hours, count(*) AS due, count(*) FILTER (WHERE late) AS late,
       round(count(*) FILTER (WHERE late) / (0.005 * count(*)), 1) AS burn_rate
FROM (VALUES (1), (6)) AS span (hours), reminder,
     LATERAL (SELECT coalesce(sent_at, now()) > due_at + interval '5 min') AS x (late)
WHERE due_at > now() - hours * interval '1 h' - interval '5 min'
  AND due_at <= now() - interval '5 min'  -- younger ones cannot be late yet
GROUP BY hours ORDER BY hours;

-- Flow: where it stops, last hour
SELECT caller, count(*) AS due, count(sent_at) AS sent,
       count(*) FILTER (WHERE sent_at IS NULL AND attempts < 5) AS waiting,
       count(*) FILTER (WHERE attempts >= 5) AS given_up
FROM reminder WHERE due_at > now() - interval '1 h' AND due_at <= now()
GROUP BY caller ORDER BY caller;

-- Needs: is it us or the provider, last hour in quarters
SELECT date_bin('15 min', at, now()) - now() AS since, count(*) AS calls,
       count(error) AS errors,
       percentile_disc(0.99) WITHIN GROUP (ORDER BY ms) AS p99_ms
FROM provider_call WHERE at > now() - interval '1 h' GROUP BY 1 ORDER BY 1;
-- --8<-- [end:queries]
