# needs: postgresql
import os
import threading

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE metrics (at date NOT NULL, n int) PARTITION BY RANGE (at)")
for month in range(1, 4):
    db.execute(f"CREATE TABLE metrics_{month} PARTITION OF metrics FOR VALUES "
               f"FROM ('2026-{month:02}-01') TO ('2026-{month + 1:02}-01')")
db.execute("INSERT INTO metrics "
           "SELECT date '2026-01-01' + n, n FROM generate_series(0, 80) AS n")


def wait_until_blocked(backend):
    """Return once that backend waits for somebody else."""
    while not db.execute("SELECT pg_blocking_pids(%s)", [backend]).fetchone()[0]:
        pass


def detach_while_a_report_runs(how, partition):
    """Detach beside an open report; print what a new query meets meanwhile."""
    # --8<-- [start:idea]
    report = psycopg.connect(URL)
    report.execute("SELECT count(*) FROM metrics")  # its transaction stays open
    admin = psycopg.connect(URL, autocommit=True)
    detach = f"ALTER TABLE metrics DETACH PARTITION {partition} {how}"
    thread = threading.Thread(target=admin.execute, args=[detach])
    thread.start()
    wait_until_blocked(admin.info.backend_pid)

    visitor = psycopg.connect(URL, autocommit=True)
    visitor.execute("SET lock_timeout = '200ms'")
    try:
        rows = visitor.execute("SELECT count(*) FROM metrics").fetchone()[0]
        answer = f"{rows} rows"
    except psycopg.errors.LockNotAvailable as error:
        answer = f"{error.sqlstate} {error.diag.message_primary}"
    # --8<-- [end:idea]
    held = db.execute("""SELECT mode FROM pg_locks WHERE relation = 'metrics'::regclass
                         AND pid = %s""", [admin.info.backend_pid]).fetchall()
    pending = db.execute("""SELECT count(*) FROM pg_inherits
                            WHERE inhdetachpending""").fetchone()[0]
    name = f"DETACH {how}".strip()
    print(f"{name}, new query meanwhile: {answer}")
    print(f"{name}, lock on metrics: {held[0][0] if held else 'none now'}")
    print(f"{name}, partitions pending: {pending}")
    report.commit()
    thread.join()
    return answer


blocked = detach_while_a_report_runs("", "metrics_1")
served = detach_while_a_report_runs("CONCURRENTLY", "metrics_2")
assert "55P03" in blocked and served == "22 rows"
left = db.execute("SELECT count(*) FROM metrics").fetchone()[0]
print(f"rows left in metrics: {left}")
