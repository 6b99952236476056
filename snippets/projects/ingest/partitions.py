# needs: clickhouse
import tempfile

from chdb.session import Session

session = Session(tempfile.mkdtemp(prefix="ingest-"))
session.query("CREATE DATABASE lab")
# --8<-- [start:partitions]
TABLE = """CREATE TABLE lab.{name} (id UInt32, event_time DateTime, received DateTime)
  ENGINE = MergeTree PARTITION BY toYYYYMMDD({by}) ORDER BY id"""
EVENTS = """INSERT INTO lab.{name} SELECT number,
    toDateTime('2026-11-22 12:00:00') - INTERVAL number % 150 DAY,
    toDateTime('2026-11-22 12:00:00') FROM numbers(5000)"""  # (1)!

for name, by in (("by_event", "event_time"), ("by_receipt", "received")):
    session.query(TABLE.format(name=name, by=by))
    try:
        session.query(EVENTS.format(name=name))
        said = "kept"
    except Exception as error:
        said = str(error).split("DB::Exception: ")[1].split(". ")[0]
    kept = str(session.query(f"SELECT count() FROM lab.{name}")).strip()
    print(f"{name}: {said}; rows: {kept}")
# --8<-- [end:partitions]
