# needs: postgresql
"""DORA's keys from twelve recorded deployments, by two definitions of each."""
import os

import psycopg

# --8<-- [start:history]
HISTORY = """
 1 2026-10-01T10:00 20 2 ok       -   -
 2 2026-10-03T10:00 30 3 ok       -   -
 3 2026-10-05T10:00 26 1 ok       -   -
 4 2026-10-07T10:00 50 4 ok       -   -
 5 2026-10-10T10:00 28 2 rollback 30  50
 6 2026-10-12T10:00 90 6 ok       -   -
 7 2026-10-14T10:00 18 1 ok       -   -
 8 2026-10-17T10:00 40 3 hotfix   110 180
 9 2026-10-17T13:00  3 1 rework   -   -
10 2026-10-20T10:00 34 2 ok       -   -
11 2026-10-23T10:00 22 2 provider -   -
12 2026-10-27T10:00 32 5 ok       -   -
"""  # number, deployed, hours since first commit and since merge, outcome,
#      minutes after the deployment: noticed, recovered
# --8<-- [end:history]

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("""CREATE TABLE deployment (id int PRIMARY KEY, deployed_at timestamptz,
    since_commit interval, since_merge interval, outcome text,
    noticed interval, recovered interval)""")
for line in HISTORY.split("\n")[1:-1]:
    number, at, commit, merge, outcome, *minutes = line.split()
    noticed, recovered = (None if m == "-" else f"{m} min" for m in minutes)
    db.execute("INSERT INTO deployment VALUES (%s,%s,%s,%s,%s,%s,%s)", [
        number, at, f"{commit} h", f"{merge} h", outcome, noticed, recovered])

# --8<-- [start:keys]
KEYS = """
SELECT count(*),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY since_commit),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY since_merge),
  avg((outcome IN ('rollback', 'hotfix'))::int),
  avg((outcome = 'rollback')::int),
  avg((outcome IN ('rollback', 'hotfix', 'provider'))::int),
  avg((outcome = 'rework')::int),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY recovered),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY recovered - noticed)
FROM deployment
WHERE deployed_at >= '2026-10-01' AND deployed_at < '2026-10-29'
"""
# --8<-- [end:keys]
(n, commit, merge, failed, rolled_back, any_cause, rework, recovered,
 after_notice) = db.execute(KEYS).fetchone()


def hours(interval):
    return interval.total_seconds() / 3600


def band(value, limits):
    """limits: the upper ends of elite, high and medium in the 2024 report, in hours."""
    names = ("elite", "high", "medium", "low")
    return names[sum(value >= limit for limit in limits)]


LEAD = (24, 7 * 24, 30 * 24)
print(f"deployments a week: {n / 4:.1f}")
for name, value in (("first commit", commit), ("merge", merge)):
    print(f"lead time from {name}: {hours(value):.0f} h ({band(hours(value), LEAD)})")
print(f"change fail rate, rollback or hotfix: {failed:.1%}")
print(f"change fail rate, rollbacks only: {rolled_back:.1%}")
print(f"change fail rate, with the provider's outage: {any_cause:.1%}")
print(f"deployment rework rate: {rework:.1%}")
for name, value in (("deployment", recovered), ("notice", after_notice)):
    under = "under an hour" if hours(value) < 1 else "under a day"
    print(f"recovery from {name}: {hours(value) * 60:.0f} min ({under})")

# --8<-- [start:ratios]
DAY, WEEK, MONTH = 24, 7 * 24, 30 * 24  # hours
print(f"lead time, low ÷ elite, at least: {MONTH // DAY}")
print(f"deployments, elite ÷ low, at least: {2 * 365 // 12}")
print(f"change failure rate, low ÷ elite: {40 // 5}")
print(f"recovery, low ÷ elite, at least: {WEEK // 1}")
# --8<-- [end:ratios]
assert (n, hours(commit), hours(merge)) == (12, 29, 2)  # counted by hand
assert (hours(recovered) * 60, hours(after_notice) * 60) == (115, 45)
