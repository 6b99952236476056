# needs: postgresql
"""The table of the design document, and a retry after 7 and after 9 days."""
import datetime
import os

import psycopg

# --8<-- [start:table]
TABLE = """
CREATE TABLE payment_key (
  customer_id bigint NOT NULL,
  key uuid NOT NULL CHECK (uuid_extract_version(key) = 7),
  day date NOT NULL  -- the key's own, so that a retry meets its first attempt
    CHECK (day = (uuid_extract_timestamp(key) AT TIME ZONE 'UTC')::date),
  fingerprint bytea NOT NULL,
  claimed_at timestamptz NOT NULL DEFAULT now(),  -- ours; the key's time is theirs
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done')),
  request jsonb CHECK ((request IS NOT NULL) = (state = 'open')),  -- for the job
  answer jsonb CHECK ((answer IS NOT NULL) = (state = 'done')),
  PRIMARY KEY (customer_id, key, day)
) PARTITION BY RANGE (day);  -- and no DEFAULT partition, on purpose
CREATE INDEX ON payment_key (claimed_at) WHERE state = 'open'
"""
# --8<-- [end:table]
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute(TABLE)
TODAY = datetime.date(2026, 11, 20)


def partition(day):
    db.execute(f"CREATE TABLE payment_key_{day:%m%d} PARTITION OF payment_key "
               f"FOR VALUES FROM ('{day}') TO ('{day + datetime.timedelta(1)}')")


def key_of(days_ago, version=7):
    noon = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.timezone.utc)
    stamp = int((noon - datetime.timedelta(days_ago)).timestamp() * 1000)
    return f"{stamp:012x}{version}000800000000000002a"


def claim(key):
    """Return what the first attempt, a retry or a key out of time is told."""
    try:
        new = db.execute(
            "INSERT INTO payment_key (customer_id, key, day, fingerprint, request) "
            "VALUES (1, %s, (uuid_extract_timestamp(%s) AT TIME ZONE 'UTC')::date, "
            "'', '{}') ON CONFLICT DO NOTHING RETURNING 1", [key, key]).fetchone()
    except psycopg.errors.IntegrityError as error:
        return f"refused, SQLSTATE {error.sqlstate}"
    return "claimed" if new else "the first attempt's answer"


for age in range(-1, 9):
    partition(TODAY - datetime.timedelta(age))
print(f"first attempt: {claim(key_of(7))}")
print(f"retry after 7 days: {claim(key_of(7))}")
print(f"retry after 9 days: {claim(key_of(9))}")
print(f"clock two days ahead: {claim(key_of(-2))}")
print(f"key of version 4: {claim(key_of(0, version=4))}")
