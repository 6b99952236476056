"""Which line grew, price or quantity, and whose it is: three queries on a bill."""

import duckdb

# --8<-- [start:data]
db = duckdb.connect()
db.sql("""
CREATE TABLE bill AS  -- column names of FOCUS; a week, three lines a day
SELECT DATE '2026-11-13' + day::INT AS ChargePeriodStart, ServiceName,
       ChargeDescription, ResourceId, team, ConsumedUnit, ContractedUnitPrice,
       quantity * CASE WHEN ResourceId = 'nat-b' AND day = 7 THEN 9.5 ELSE 1 END
         AS ConsumedQuantity,
       ConsumedQuantity * ContractedUnitPrice AS BilledCost
FROM range(8) AS days(day), (VALUES
  ('EC2', 'm7g.large', 'web', 'shop', 'hours', 0.0816, 144),
  ('EC2', 'm7g.large', 'batch', NULL, 'hours', 0.0816, 48),
  ('VPC', 'NAT gateway hours', 'nat-a', 'platform', 'hours', 0.045, 24),
  ('VPC', 'NAT gateway bytes', 'nat-a', 'platform', 'GB', 0.045, 210),
  ('VPC', 'NAT gateway bytes', 'nat-b', 'platform', 'GB', 0.045, 190),
  ('CloudWatch', 'log ingestion', 'web', 'shop', 'GB', 0.50, 45),
  ('S3', 'Standard storage', 'receipts', 'shop', 'GB', 0.00077, 8000)
) AS line(ServiceName, ChargeDescription, ResourceId, team, ConsumedUnit,
          ContractedUnitPrice, quantity)
""")
# --8<-- [end:data]

# --8<-- [start:idea]
GREW = """
WITH two AS (
  SELECT {by} AS what, ConsumedUnit AS unit,
         sum(BilledCost) FILTER (ChargePeriodStart = DATE '2026-11-20') AS today,
         sum(BilledCost) FILTER (ChargePeriodStart = DATE '2026-11-13') AS week_ago,
         sum(ConsumedQuantity) FILTER (ChargePeriodStart = DATE '2026-11-20') AS now,
         sum(ConsumedQuantity) FILTER (ChargePeriodStart = DATE '2026-11-13') AS before
  FROM bill GROUP BY ALL)
SELECT what, today - week_ago, now / before, (today / now) / (week_ago / before)
FROM two ORDER BY 2 DESC LIMIT 1
"""
for by in ("ServiceName", "ChargeDescription", "ResourceId"):  # (1)!
    what, more, quantity, price = db.execute(GREW.format(by=by)).fetchone()
    print(f"grew most by {by}: {what}, {more:+.2f} USD a day")
print(f"quantity, today / week ago: {quantity:.1f}")
print(f"price, today / week ago: {price:.1f}")
# --8<-- [end:idea]

total, owned = db.execute("""
SELECT sum(BilledCost), sum(BilledCost) FILTER (team IS NOT NULL) FROM bill
""").fetchone()
print(f"cost without an owner: {1 - owned / total:.0%}")
day, usual = db.execute("""
SELECT sum(BilledCost) FILTER (ChargePeriodStart = DATE '2026-11-20')::FLOAT,
       sum(BilledCost) FILTER (ChargePeriodStart = DATE '2026-11-13')::FLOAT FROM bill
""").fetchone()
print(f"today: {day:.2f} USD")
print(f"the same weekday before: {usual:.2f} USD")
for start in (3, 19):  # days of the month that were as usual
    left = (0.8 * 30 - start) * usual / day
    print(f"from day {start} on, days until 80% of the month's budget: {left:.1f}")
print(f"hours until 1.3 times the usual day: {24 * 1.3 * usual / day:.0f}")
assert what == "nat-b" and quantity > 5 and abs(price - 1) < 0.01
