# needs: postgresql(archive)
# timeout: 120
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import psycopg

from snippets.services import postgresql
from snippets.services.process import ServiceError

ARCHIVE = Path(os.environ["WAL_ARCHIVE"])
RTO_SECONDS, RPO_ROWS = 60, 1_000  # what was promised


# --8<-- [start:drill]
def drill(title: str, committed: int) -> None:
    """Restore the newest backup from nothing but the store, and ask it questions."""
    started = time.perf_counter()
    shutil.rmtree("drill", ignore_errors=True)
    subprocess.run(["cp", "-r", "base", "drill"], check=True)
    check = subprocess.run(["pg_verifybackup", "drill"], capture_output=True, text=True)
    if check.returncode:
        message = check.stderr.strip().removeprefix("pg_verifybackup: error: ")
        raise ValueError(re.sub(r"base/\d+", "base/<oid>", message))
    Path("drill/recovery.signal").touch()
    settings = {"restore_command": f"cp {ARCHIVE}/%f %p", "archive_mode": "off"}
    with postgresql.server(settings, data=Path("drill").resolve()) as server:
        with psycopg.connect(server.environment["DATABASE_URL"], autocommit=True) as db:
            while db.execute("SELECT pg_is_in_recovery()").fetchone()[0]:
                time.sleep(0.01)
            rto = time.perf_counter() - started
            rows, total = db.execute(
                "SELECT count(*), sum(amount) FROM payments"
            ).fetchone()
            db.execute("CREATE EXTENSION amcheck")
            db.execute("SELECT bt_index_check('payments_pkey', true)")  # (1)!
    print(f"{title}, rows lost: {committed - rows}")  # RPO
    print(f"{title}, ready after: ≈ {rto:.1f} s")  # RTO
    if committed - rows > RPO_ROWS or rto > RTO_SECONDS:
        raise ValueError(f"{committed - rows} rows lost, {RPO_ROWS} are allowed")
    if total != rows:
        raise ValueError(f"sum is {total}, not {rows}")
# --8<-- [end:drill]


def pay(db: psycopg.Connection, number: int) -> None:
    db.execute("INSERT INTO payments (amount) SELECT 1 FROM generate_series(1, %s)",
               [number])  # fmt: skip


def archived(db: psycopg.Connection) -> Path:
    name = db.execute("SELECT pg_walfile_name(pg_current_wal_lsn())").fetchone()[0]
    db.execute("SELECT pg_switch_wal()")  # what archive_timeout does
    while not (ARCHIVE / name).exists():
        time.sleep(0.02)
    return ARCHIVE / name


def attempt(title: str, committed: int) -> str:
    try:
        drill(title, committed)
        result = "passed"
    except (ValueError, ServiceError, psycopg.Error) as error:
        result = f"FAILED: {error}"
    print(f"{title}: {result}")
    return result


with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as db:
    db.execute("""CREATE TABLE payments
        (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, amount int)""")
    pay(db, 50_000)
    subprocess.run(["pg_basebackup", "--dbname", os.environ["DATABASE_URL"],
                    "--pgdata=base", "--checkpoint=fast"], check=True,
                   capture_output=True)  # fmt: skip
    pay(db, 20_000)
    first = archived(db)
    pay(db, 20_000)
    archived(db)
    pay(db, 700)  # committed, in a segment that nobody has archived yet
results = [attempt("all there", 90_700)]
first.unlink()
results.append(attempt("one segment missing", 90_700))
victim = next(Path("base/base").glob("*/1255"))
content = bytearray(victim.read_bytes())
content[9000] ^= 1
victim.write_bytes(content)
results.append(attempt("one bit flipped", 90_700))
assert [r.startswith("passed") for r in results] == [True, False, False]
