# needs: postgresql(autovacuum=off)
import os
import re

import psycopg

ROWS = 10_000
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


# --8<-- [start:update]
def update_all(label, *indexes, fillfactor=50):
    """Update an integer column of every row once; return WAL bytes."""
    db.execute("DROP TABLE IF EXISTS session")
    db.execute(
        f"""CREATE TABLE session (id int PRIMARY KEY, seen int, user_id int, data text)
            WITH (fillfactor = {fillfactor});
            INSERT INTO session SELECT n, 0, n, repeat('d', 100)
            FROM generate_series(1, {ROWS}) n"""
    )
    for index in indexes:
        db.execute(f"CREATE INDEX ON session {index}")
    db.execute("VACUUM ANALYZE session")
    plan = db.execute(
        "EXPLAIN (ANALYZE, WAL, COSTS OFF) UPDATE session SET seen = seen + 1"
    ).fetchall()
    bytes_written = int(re.search(r"WAL: .*?bytes=(\d+)", str(plan))[1])
    db.execute("SELECT pg_stat_force_next_flush()")
    hot = db.execute(
        "SELECT n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'session'"
    ).fetchone()[0]
    print(f"{label}: {100 * hot / ROWS:.0f} % HOT")
    print(f"{label}, WAL a row: ≈ {bytes_written / ROWS:.0f} bytes")
    return hot, bytes_written


hot, small = update_all("no index on the column")
other, _ = update_all("index on another column", "(user_id)")
brin, _ = update_all("BRIN on the column", "USING brin (seen)")
cold, large = update_all("B-tree on the column", "(seen)")
three, larger = update_all(
    "B-tree on it and on two others", "(seen)", "(user_id)", "(data, id)"
)
full, _ = update_all("no index, but full pages", fillfactor=100)
# --8<-- [end:update]
assert (hot, other, brin, cold, three) == (ROWS, ROWS, ROWS, 0, 0)
assert full < ROWS / 10 and large > 1.5 * small and larger > 1.5 * large
