# needs: postgresql(summarize_wal=on, autovacuum=off)
# timeout: 120
import os
import re
import subprocess
import time
from pathlib import Path

import psycopg

from snippets.services import postgresql

URL = os.environ["DATABASE_URL"]


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


# --8<-- [start:backups]
def backup(folder: str, since: str | None = None) -> None:
    based = [f"--incremental={since}/backup_manifest"] if since else []  # (1)!
    run("pg_basebackup", f"--dbname={URL}", f"--pgdata={folder}",
        "--checkpoint=fast", *based)  # fmt: skip
    size = sum(f.stat().st_size for f in Path(folder, "base").rglob("*") if f.is_file())
    print(f"{folder}, data files: ≈ {size / 2**20:.1f} MiB")
    sizes[folder] = size


def combine(into: str, *chain: str) -> None:
    started = time.perf_counter()
    done = subprocess.run(["pg_combinebackup", "--output", into, *chain],  # (2)!
                          capture_output=True, text=True)  # fmt: skip
    if done.returncode:
        print(re.sub(r"0/\w+", "<LSN>", done.stderr.splitlines()[0]))
        return
    print(f"combined in: ≈ {(time.perf_counter() - started) * 1000:.0f} ms")
    run("pg_verifybackup", into)
# --8<-- [end:backups]


sizes: dict[str, int] = {}
with psycopg.connect(URL, autocommit=True) as db:
    db.execute("""CREATE TABLE orders AS SELECT i AS id, 0 AS state,
        repeat('x', 80) AS note FROM generate_series(1, 60000) i""")
    db.execute("ALTER TABLE orders ADD PRIMARY KEY (id)")
    db.execute("VACUUM (FREEZE) orders")
    backup("sunday")
    db.execute("UPDATE orders SET state = 1 WHERE id <= 3000")  # neighbours
    backup("monday", since="sunday")
    db.execute("UPDATE orders SET state = 2 WHERE id % 20 = 0")  # everywhere
    backup("tuesday", since="monday")
    expected = db.execute("SELECT sum(state), count(*) FROM orders").fetchone()

combine("without_monday", "sunday", "tuesday")
combine("full", "sunday", "monday", "tuesday")
with postgresql.server(data=Path("full").resolve()) as server:
    with psycopg.connect(server.environment["DATABASE_URL"]) as db:
        restored = db.execute("SELECT sum(state), count(*) FROM orders").fetchone()
print(f"same rows as the source: {restored == expected}")
assert restored == expected and sizes["monday"] < sizes["sunday"] / 4
assert sizes["tuesday"] > 2 * sizes["monday"]
