# needs: postgresql(autovacuum=off, max_wal_size=4GB, shared_buffers=256MB)
# timeout: 180
import csv
import os
import re
import statistics

import psycopg

STEP, STEPS = 10_000, 24
KEYS = {"uuidv4": "uuidv4()", "uuidv7": "uuidv7()", "bigint": "nextval('ids')"}

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE EXTENSION pgstattuple")
db.execute("CREATE SEQUENCE ids CACHE 100")


# --8<-- [start:grow]
def density(key):
    return db.execute(
        f"SELECT avg_leaf_density, index_size FROM pgstatindex('{key}_pkey')"
    ).fetchone()


def insert(key, rows, session=db):
    """Insert rows; return the WAL records, full page images and bytes they wrote."""
    lines = session.execute(
        f"""EXPLAIN (ANALYZE, WAL, COSTS OFF) INSERT INTO {key}
            SELECT {KEYS[key]} FROM generate_series(1, {rows})"""
    ).fetchall()
    wal = re.search(r"WAL: records=(\d+)(?: fpi=(\d+))? bytes=(\d+)", str(lines))
    return [int(number or 0) for number in wal.groups()]


fill = {key: [] for key in KEYS}
for key in KEYS:
    kind = "bigint" if key == "bigint" else "uuid"
    db.execute(f"CREATE TABLE {key} (id {kind} PRIMARY KEY)")
    for _ in range(STEPS):
        insert(key, STEP)
        percent, size = density(key)
        fill[key].append(percent)
    late = statistics.mean(fill[key][4:])
    print(f"{key}, leaf density: ≈ {late:.1f} %")
    print(f"{key}, index: ≈ {size / 2**20:.1f} MiB")
    print(f"{key}, lowest: ≈ {min(fill[key][4:]):.1f} %")
    print(f"{key}, highest: ≈ {max(fill[key][4:]):.1f} %")
# --8<-- [end:grow]

late = {key: fill[key][4:] for key in KEYS}
assert 66 <= statistics.mean(late["uuidv4"]) <= 72 and 62 < min(late["uuidv4"])
assert 89 <= statistics.mean(late["uuidv7"]) <= 91
assert 89 <= statistics.mean(late["bigint"]) <= 91
ratio = density("uuidv7")[1] / density("uuidv4")[1]
print(f"uuidv7 index / uuidv4 index: ≈ {ratio:.2f}")
assert ratio <= 0.82

# --8<-- [start:checkpoint]
db.execute("CHECKPOINT")  # (1)!
written = {}
for key in KEYS:
    _, images, written[key] = insert(key, 2_000)
    print(f"{key}, full page images after a checkpoint: ≈ {images}")
    print(f"{key}, WAL a row after a checkpoint: ≈ {written[key] / 2_000:.0f} bytes")
# --8<-- [end:checkpoint]
assert written["uuidv4"] > 10 * written["uuidv7"]

with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    rows = csv.writer(file)
    rows.writerow(["keys", *(f"≈ {key}" for key in KEYS)])
    for n in range(STEPS):
        rows.writerow([STEP * (n + 1), *(fill[key][n] for key in KEYS)])
