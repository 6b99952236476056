# needs: postgresql(autovacuum=off, fsync=off)
import csv
import os
import statistics

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
QUERIES = {
    "key": "SELECT * FROM {table} WHERE id = 5",
    "no key": "SELECT * FROM {table} WHERE account = 5",
}


def planning(connection, query):
    """Return the milliseconds that planning took."""
    explain = f"EXPLAIN (SUMMARY, FORMAT JSON) {query}"
    return connection.execute(explain).fetchone()[0][0]["Planning Time"]


# --8<-- [start:idea]
series = []
print("partitions | planning with key  without key  new connection | locks")
for partitions in (1, 10, 100, 300, 1000):
    table = f"t{partitions}"
    db.execute(f"CREATE TABLE {table} (id int PRIMARY KEY, account int) "
               "PARTITION BY RANGE (id)")
    with db.transaction():
        for part in range(partitions):
            db.execute(f"CREATE TABLE {table}_{part} PARTITION OF {table} "
                       f"FOR VALUES FROM ({part * 10}) TO ({part * 10 + 10})")
    times = {}
    for name, query in QUERIES.items():
        query, first = query.format(table=table), []
        for _ in range(3):
            with psycopg.connect(URL) as fresh:
                first.append(planning(fresh, query))
        times[name, "first"] = statistics.median(first)
        with psycopg.connect(URL) as fresh:
            times[name] = statistics.median(planning(fresh, query) for _ in range(9))
            locks = fresh.execute("SELECT count(*) FROM pg_locks WHERE locktype = "
                                  "'relation' AND pid = pg_backend_pid()")
            times[name, "locks"] = locks.fetchone()[0] - 1  # without pg_locks itself
    first, locks = times["no key", "first"], times["no key", "locks"]
    series.append((partitions, times["key"], times["no key"], first, locks))
    print(f"{partitions:>10} | ≈ {times['key']:.2f} ms ≈ {times['no key']:.2f} ms "
          f"≈ {first:.2f} ms | {times['key', 'locks']} / {locks}")
# --8<-- [end:idea]

few, many = series[1], series[-1]
print(f"1000 partitions, without the key: ≈ {many[2]:.1f} ms")
print(f"1000 partitions, with the key: ≈ {many[1]:.2f} ms")
print(f"1000 partitions, first query of a connection: ≈ {many[3]:.0f} ms")
print(f"relations locked for 1000 partitions: {many[4]}")
assert many[2] > 20 * few[2]  # without the key it grows with the partitions
assert many[2] > 20 * many[1]  # with the key it hardly does
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["partitions", "≈key", "≈no_key", "≈first", "locks"])
    out.writerows(series)
