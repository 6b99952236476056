# needs: postgresql(max_wal_size=4GB)
# timeout: 180
import csv
import os
import subprocess
import time
from pathlib import Path

import psycopg

from snippets.services import postgresql

URL = os.environ["DATABASE_URL"]
SIZES = [50_000, 150_000, 450_000]  # rows, in two tables each


def run(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


# --8<-- [start:logical]
def logical(jobs: int) -> tuple[float, float]:
    folder = f"dump_{rows}_{jobs}"
    dump = run("pg_dump", URL, "--format=directory", f"--jobs={jobs}",
               f"--file={folder}")  # (1)!
    with psycopg.connect(URL, autocommit=True) as db:
        db.execute("DROP TABLE one, two")
    return dump, run("pg_restore", f"--dbname={URL}", f"--jobs={jobs}", folder)  # (2)!
# --8<-- [end:logical]


# --8<-- [start:physical]
def physical(take: int) -> tuple[float, float]:
    base, copy = f"base_{rows}_{take}", f"copy_{rows}_{take}"
    backup = run("pg_basebackup", f"--dbname={URL}", f"--pgdata={base}",
                 "--checkpoint=fast")
    started = time.perf_counter()
    run("cp", "-r", base, copy)  # from where the backups are kept
    with postgresql.server(data=Path(copy).resolve()) as server:
        with psycopg.connect(server.environment["DATABASE_URL"]) as db:
            assert db.execute("SELECT count(*) FROM one").fetchone()[0] == rows
        return backup, time.perf_counter() - started
# --8<-- [end:physical]


postgresql.programs()  # not part of the first measurement
table = []
for rows in SIZES:
    with psycopg.connect(URL, autocommit=True) as db:
        for name in ("one", "two"):
            db.execute(f"DROP TABLE IF EXISTS {name}")
            db.execute(f"""CREATE TABLE {name} AS SELECT i AS id, md5(i::text) AS code,
                repeat('x', 60) AS note FROM generate_series(1, {rows}) i""")
            db.execute(f"ALTER TABLE {name} ADD PRIMARY KEY (id)")
            db.execute(f"CREATE INDEX ON {name} (code)")
    backup, copied = map(min, zip(*map(physical, range(2))))  # disks are shared
    table.append([rows, *logical(1), *logical(2), backup, copied])

names = ["pg_dump -j 1", "pg_restore -j 1", "pg_dump -j 2", "pg_restore -j 2",
         "pg_basebackup", "copy and start"]  # fmt: skip
for name, seconds in zip(names, table[-1][1:], strict=True):
    print(f"{name}, {2 * SIZES[-1]:,} rows: ≈ {seconds:.2f} s")
print(f"pg_restore -j 1 to copy and start: ≈ {table[-1][2] / table[-1][6]:.1f}")
logical_growth, physical_growth = (table[-1][i] / table[0][i] for i in (2, 6))
assert table[-1][2] > table[-1][6] and logical_growth > physical_growth
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    plot = csv.writer(file)
    plot.writerow(["rows", "≈restore_1", "≈restore_2", "≈physical"])
    for row in table:
        plot.writerow([2 * row[0], *(f"{row[i]:.3f}" for i in (2, 4, 6))])
