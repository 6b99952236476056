# needs: postgresql(autovacuum=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute(
    """CREATE TABLE event (region int, customer int, at timestamp, payload text);
       INSERT INTO event SELECT n % 4, n * 7919 % 5000,
           timestamp '2026-11-01' + n * interval '10 s', repeat('x', 60)
       FROM generate_series(1, 200000) n"""
)


def plan(label, query):
    """Print scan, index searches and pages read: the cost that does not vary."""
    db.execute(query)
    found = db.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT json) {query}").fetchone()
    node = found[0][0]["Plan"]
    while "Plans" in node:
        node = node["Plans"][0]
    pages = node["Shared Hit Blocks"] + node["Shared Read Blocks"]
    searches = node.get("Index Searches", "no")
    kind = node["Node Type"]
    print(f"{label + ':':29} {kind}, {searches} searches, {pages} pages")
    return kind, searches, pages


# --8<-- [start:order]
def with_index(columns):
    db.execute("DROP INDEX IF EXISTS event_index")
    db.execute(f"CREATE INDEX event_index ON event ({columns})")
    db.execute("VACUUM ANALYZE event")


HOUR = "at >= '2026-11-10 10:00' AND at < '2026-11-10 11:00'"
one_customer = """SELECT count(*) FROM event
    WHERE customer = 42 AND at >= '2026-11-08' AND at < '2026-11-15'"""

with_index("customer, at")
right = plan("(customer, at), both given", one_customer)
with_index("at, customer")
wrong = plan("(at, customer), both given", one_customer)
assert wrong[2] > 20 * right[2]
# --8<-- [end:order]

# --8<-- [start:skip]
an_hour = f"SELECT count(*) FROM event WHERE {HOUR}"
with_index("region, at")
skip = plan("(region, at), only at", an_hour)  # (1)!
with_index("customer, at")
no_skip = plan("(customer, at), only at", an_hour)  # (2)!
with_index("at")
own = plan("(at), only at", an_hour)
# --8<-- [end:skip]
assert skip[1] > 1 and skip[2] < 60 and no_skip[2] > 10 * skip[2]
assert own[2] < skip[2]
