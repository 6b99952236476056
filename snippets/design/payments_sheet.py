# needs: postgresql(autovacuum=off)
"""Payments: the numbers, with the bytes of a posting taken from a real table."""

import os

import psycopg

from snippets.design.units import TB, Quantity, byte, day, dollar, hour, second

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("""
    CREATE TABLE entry (id bigint PRIMARY KEY, reason text NOT NULL,
                        source text NOT NULL UNIQUE, made_by xid8 NOT NULL);
    CREATE TABLE posting (entry bigint, account text, currency char(3) NOT NULL,
                          amount bigint NOT NULL, PRIMARY KEY (entry, account));
    CREATE INDEX ON posting (account, entry);
    INSERT INTO entry SELECT n, 'capture', 'capture-' || n, pg_current_xact_id()
    FROM generate_series(0, 29999) n;
    INSERT INTO posting SELECT n / 3, 'shop-' || n * 7919 % 20000, 'JPY', 1
    FROM generate_series(0, 89999) n""")
db.execute("VACUUM ANALYZE entry, posting")
total = "SELECT pg_total_relation_size('posting'), pg_total_relation_size('entry')"
posting_bytes, entry_bytes = db.execute(total).fetchone()
size, head = posting_bytes / 90_000, entry_bytes / 30_000

payment, entry = Quantity(1, payment=1), Quantity(1, entry=1)
posting = Quantity(1, posting=1)
size, head = size * byte / posting, head * byte / entry

# --8<-- [start:sheet]
payments, peak, average = 1e6 * payment / day, 8, 40 * dollar / payment
entries = 2.2 * entry / payment  # an authorisation or a capture or a refund
postings = 3 * posting / entry  # legs of each
kept, copies = 10 * 365 * day, 2  # the law decides how long; ask
rows = payments * entries * postings
commits = payments * peak * entries * 2  # intent first, result afterwards
fee = average * 0.029 + 0.30 * dollar / payment  # assumption: a card provider's list
waiting = payments * peak * 0.8 * second  # Little: 0.8 s at the provider
ledger = (rows * size + payments * entries * head) * kept * copies
hot = payments * peak * entries  # entries that touch the one fee account
twice = payments / 10_000  # if one in 10,000 is charged twice
# --8<-- [end:sheet]

rate = payments.to(payment / second)
print(f"payments: {rate:.1f}/s")
print(f"payments at the peak: {rate * peak:.0f}/s")
print(f"commits at the peak: {commits.to(entry / second):.0f}/s")
print(f"postings: {rows.to(1e6 * posting / day):.1f} million/day")
print(f"a posting with its indexes: ≈ {size.to(byte / posting):.0f} bytes")
print(f"an entry beside them: ≈ {head.to(byte / entry):.0f} bytes")
print(f"ledger in 10 years, {copies} copies: ≈ {ledger.to(TB):.1f} TB")
restore = (ledger / copies / (200e6 * byte / second)).to(hour)
print(f"restore of one copy at 200 MB/s: ≈ {restore:.0f} h")
print(f"calls open at the provider at the peak: {waiting.to(payment):.0f}")
millions = 1e6 * dollar / day
print(f"money through it: {(payments * average).to(millions):.0f} million USD/day")
print(f"provider fees: {(payments * fee).to(dollar / day):,.0f} USD/day")
print(f"charged twice, if one in 10,000 is: {twice.to(payment / day):.0f}/day")
print(f"to give back: {(twice * average).to(dollar / day):,.0f} USD/day")
each = 1000 / hot.to(entry / second)
print(f"updates of one fee balance at the peak: {hot.to(entry / second):.0f}/s")
print(f"time each may hold its row, at 100% use: {each:.1f} ms")
print(f"time each may hold its row, at 60% use: {each * 0.6:.1f} ms")
try:
    ledger + rows * size
except TypeError as error:
    print(f"ledger + postings a day: {error}")
assert 80 < size.to(byte / posting) < 200 and each < 10
