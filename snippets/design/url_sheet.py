# needs: postgresql(autovacuum=off)
"""URL shortener: bytes per link from a real table, then the sheet from them."""

import os

import psycopg

from snippets.design.units import GB, TB, Quantity, byte, day, second

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
# --8<-- [start:table]
db.execute("""
    CREATE TABLE link (
        code       text PRIMARY KEY COLLATE "C" CHECK (code ~ '^[0-9A-Za-z]{4,12}$'),
        target     text NOT NULL CHECK (length(target) <= 2048),
        owner      bigint NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        blocked    boolean NOT NULL DEFAULT false
    );
    CREATE INDEX link_owner ON link (owner, created_at DESC);
    CREATE TABLE click_hour (
        code text COLLATE "C", hour timestamptz, clicks int NOT NULL,
        PRIMARY KEY (code, hour)
    )""")
# --8<-- [end:table]
db.execute("""
    INSERT INTO link (code, target, owner, created_at)
    SELECT left(md5(n::text), 8), 'https://shop.example/' || repeat('p', 60) || n,
           n % 5000, now() + n * interval '26 ms'
    FROM generate_series(1, 50000) n ON CONFLICT DO NOTHING;
    INSERT INTO click_hour SELECT code, date_trunc('hour', now()), 1 FROM link""")
db.execute("VACUUM ANALYZE link, click_hour")
total, rows = db.execute(
    """SELECT pg_total_relation_size('link'), count(*)
       FROM link""").fetchone()  # fmt: skip
per_link = total / rows
total = db.execute("SELECT pg_total_relation_size('click_hour')").fetchone()[0]
per_hour = total / rows
plan = db.execute(
    """EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF)
       SELECT target FROM link WHERE code = 'c4ca4238'""").fetchall()[:4]  # fmt: skip
print("\n".join(line for (line,) in plan), end="\n\n")

link, click = Quantity(1, link=1), Quantity(1, click=1)
per_link, per_hour = per_link * byte / link, per_hour * byte / link
# --8<-- [start:sheet]
writes, reads_per_write = 100e6 * link / (30 * day), 100 * click / link
years, peak = 5, 3
reads = writes * reads_per_write
links = writes * years * 360 * day
database = links * per_link * 2  # primary and one standby
out = reads * peak * 400 * byte / click  # a redirect with its headers
daily = reads * 0.10 * link / click  # distinct links in a day: a tenth of clicks
cache = daily * day * 0.20 * 250 * byte / link  # the hottest fifth, in Valkey
raw = reads * 100 * byte / click  # one raw click event
sums = daily * per_hour * 2  # if each link is asked for in one hour of a day only
# --8<-- [end:sheet]

year = 365 * day
print(f"table and indexes: ≈ {per_link.to(byte / link):.0f} bytes/link")
rate = writes.to(link / second)
print(f"writes: {rate:.0f}/s")
print(f"writes at the peak: {rate * peak:.0f}/s")
rate = reads.to(click / second)
print(f"reads: {rate:,.0f}/s")
print(f"reads at the peak: {rate * peak:,.0f}/s")
print(f"links in {years} years: {links.to(1e9 * link):.0f} billion")
print(f"database in {years} years, two copies: ≈ {database.to(TB):.1f} TB")
print(f"leaving at the peak: {out.to(1e6 * byte / 8 / second):.0f} Mbit/s")
print(f"cache, a fifth of a day's links: {cache.to(GB):.1f} GB")
print(f"raw clicks: {raw.to(GB / day):.0f} GB/day")
print(f"raw clicks in a year: {(raw * year).to(TB):.1f} TB")
print(f"a row of click_hour: ≈ {per_hour.to(byte / link):.0f} bytes")
print(f"upserts into click_hour, at least: {daily.to(link / second):.0f}/s")
print(f"click_hour in a year, two copies: ≈ {(sums * year).to(TB):.1f} TB")
print(f"the same kept for 90 days: ≈ {(sums * 90 * day).to(TB):.2f} TB")
try:
    database + raw
except TypeError as error:
    print(f"database + raw clicks: {error}")
assert 180 < per_link.to(byte / link) < 320
assert (raw * year).to(TB) > (sums * year).to(TB) > database.to(TB) / years
assert any("Index Scan using link_pkey" in line for (line,) in plan)
