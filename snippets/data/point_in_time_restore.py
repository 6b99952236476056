# needs: postgresql(archive)
# timeout: 120
import os
import re
import subprocess
import time
from pathlib import Path

import psycopg

from snippets.services import postgresql

ROWS = 200_000
ARCHIVE = Path(os.environ["WAL_ARCHIVE"])
SEGMENT = "SELECT pg_walfile_name(pg_current_wal_lsn())"


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


# --8<-- [start:backup]
def base_backup() -> None:
    run("pg_basebackup", f"--dbname={os.environ['DATABASE_URL']}", "--pgdata=base",
        "--checkpoint=fast")  # (1)!
    run("pg_verifybackup", "base")  # fmt: skip
# --8<-- [end:backup]


def archived(db: psycopg.Connection) -> str:
    """Close the segment being written, wait until it is in the archive."""
    name = db.execute(SEGMENT).fetchone()[0]
    db.execute("SELECT pg_switch_wal()")
    while not (ARCHIVE / name).exists():
        time.sleep(0.02)
    return name


# --8<-- [start:find]
def culprit() -> str:
    """Return the transaction that deleted the most rows, as the WAL tells it."""
    deletes: dict[str, int] = {}
    for segment in sorted(ARCHIVE.glob("?" * 24)):  # (1)!
        dump = subprocess.run(["pg_waldump", "--rmgr=Heap", segment],
                              capture_output=True, text=True).stdout  # fmt: skip
        for xid in re.findall(r"tx: +(\d+),.*desc: DELETE", dump):
            deletes[xid] = deletes.get(xid, 0) + 1
    xid = max(deletes, key=deletes.get)
    print(f"deletes by the worst transaction in the WAL: {deletes[xid]}")
    return xid
# --8<-- [end:find]


# --8<-- [start:restore]
def restore(target: dict[str, str]) -> tuple[int, float]:
    copy = Path(f"restored_{len(list(Path().glob('restored*')))}")
    started = time.perf_counter()
    run("cp", "-r", "base", str(copy))
    (copy / "recovery.signal").touch()  # (1)!
    settings = {"restore_command": f"cp {ARCHIVE}/%f %p",
                "recovery_target_action": "promote", **target}  # fmt: skip
    with postgresql.server(settings, data=copy.resolve()) as server:
        url = server.environment["DATABASE_URL"]
        with psycopg.connect(url, autocommit=True) as db:
            while db.execute("SELECT pg_is_in_recovery()").fetchone()[0]:
                time.sleep(0.01)
            seconds = time.perf_counter() - started
            return db.execute("SELECT count(*) FROM orders").fetchone()[0], seconds
# --8<-- [end:restore]


with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as db:
    db.execute(f"""CREATE TABLE orders AS SELECT i AS id, repeat('x', 80) AS note
        FROM generate_series(1, {ROWS}) i""")
    base_backup()
    db.execute(f"""INSERT INTO orders SELECT i, 'after the backup'
        FROM generate_series(1, {ROWS}) i""")
    db.execute("SELECT pg_create_restore_point('before release 42')")
    db.execute("INSERT INTO orders VALUES (0, 'paid a second before')")
    print(f"rows before the mistake: {2 * ROWS + 1}")
    print(db.execute("DELETE FROM orders").statusmessage)  # no WHERE
    db.execute("INSERT INTO orders VALUES (-1, 'written after the mistake')")
    archived(db)

# --8<-- [start:targets]
targets = {
    "named restore point": {"recovery_target_name": "before release 42"},
    "just before the transaction": {"recovery_target_xid": culprit(),
                                    "recovery_target_inclusive": "off"},  # (1)!
    "end of the archive": {},
}  # fmt: skip
# --8<-- [end:targets]
rows = {}
for name, target in targets.items():
    rows[name], seconds = restore(target)
    print(f"{name}, rows: {rows[name]}")
    print(f"{name}, restored in: ≈ {seconds:.1f} s")
assert list(rows.values()) == [2 * ROWS, 2 * ROWS + 1, 1]
