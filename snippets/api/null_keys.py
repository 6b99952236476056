# needs: postgresql(autovacuum=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("""CREATE TABLE orders AS
    SELECT n AS id, CASE WHEN n % 4 > 0
        THEN '2026-01-01'::timestamp + n / 50 * interval '1 hour' END AS shipped_at
    FROM generate_series(1, 5000) AS n""")
db.execute("CREATE INDEX plain ON orders (shipped_at DESC NULLS LAST, id)")
db.execute("CREATE INDEX filled ON orders (coalesce(shipped_at, '-infinity') DESC, id)")
db.execute("VACUUM ANALYZE orders")
# --8<-- [start:ways]
# Newest first, ascending ids within one time, orders not yet shipped at the end.
ORDER = "ORDER BY shipped_at DESC NULLS LAST, id LIMIT 20"
KEY = "coalesce(shipped_at, '-infinity')"
WAYS = {
    "row comparison": f"(shipped_at, -id) < (%(at)s, -%(id)s) {ORDER}",
    "spelt out": f"""shipped_at < %(at)s OR shipped_at = %(at)s AND id > %(id)s
                     {ORDER}""",
    "spelt out, with NULL": f"""(shipped_at < %(at)s
        OR shipped_at IS NULL AND %(at)s::timestamp IS NOT NULL
        OR shipped_at IS NOT DISTINCT FROM %(at)s AND id > %(id)s) {ORDER}""",
    "NULL replaced": f"""{KEY} <= coalesce(%(at)s::timestamp, '-infinity')
        AND ({KEY} < coalesce(%(at)s::timestamp, '-infinity')
             OR id > %(id)s)
        ORDER BY {KEY} DESC, id LIMIT 20""",
}
# --8<-- [end:ways]


def walk(where):
    last, met = db.execute(f"SELECT shipped_at, id FROM orders {ORDER}").fetchall(), []
    while last:
        met += last
        at = {"at": last[-1][0], "id": last[-1][1]}
        last = db.execute(f"SELECT shipped_at, id FROM orders WHERE {where}",
                          at).fetchall()
    return met


def buffers(where):
    """Pages read for the page of twenty after row 3,000."""
    row = db.execute(f"SELECT shipped_at, id FROM orders {ORDER} "
                     "OFFSET 3000").fetchone()
    plan = db.execute(
        "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) SELECT shipped_at, id "
        f"FROM orders WHERE {where}", {"at": row[0], "id": row[1]}).fetchone()[0]
    return plan[0]["Plan"]["Shared Hit Blocks"] + plan[0]["Plan"]["Shared Read Blocks"]


print(f"{'condition':<22}{'rows met of 5,000':>18}{'buffers at row 3,000':>22}")
for label, where in WAYS.items():
    met = walk(where)
    assert len(met) == len(set(met))
    print(f"{label:<22}{len(met):>18,}{buffers(where):>22}")
