# needs: postgresql
import contextlib
import os
import random
import threading
import time

import psycopg
from psycopg import errors

WAITING = """SELECT pid, application_name,
    (SELECT string_agg(application_name, ', ' ORDER BY application_name)
     FROM pg_stat_activity WHERE pid = ANY (pg_blocking_pids(a.pid)))
    FROM pg_stat_activity a
    WHERE wait_event_type = 'Lock' AND datname = current_database()
    ORDER BY application_name"""
READERS = [f"reader {n}" for n in range(1, 4)]
CHANGE = "ALTER TABLE orders ADD COLUMN note text"


def connect(name: str) -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_URL"], application_name=name)


# --8<-- [start:retry]
def migrate(attempts: int = 50) -> int:
    with connect("migration") as db:
        db.autocommit = True
        db.execute("SET lock_timeout = '50ms'")  # (1)!
        for attempt in range(1, attempts + 1):
            try:
                db.execute(CHANGE)
                return attempt
            except errors.LockNotAvailable as error:  # SQLSTATE 55P03
                if attempt == 1:
                    print(f"first attempt: {error.sqlstate} {error}")
            time.sleep(random.uniform(0.05, 0.15))  # (2)!
    raise TimeoutError("orders stayed locked: find the long transaction first")
# --8<-- [end:retry]


def change_and_wait() -> None:
    with connect("migration") as db, contextlib.suppress(errors.QueryCanceled):
        db.execute(CHANGE)  # lock_timeout = 0, the default: wait for ever


def read(name: str) -> None:
    with connect(name) as db:
        db.execute("SELECT count(*) FROM orders")


def read_on(done: threading.Event, waits: list[float], report) -> None:
    started = time.perf_counter()
    with connect("reader") as db:
        db.autocommit = True
        while not done.is_set():
            sent = time.perf_counter()
            db.execute("SELECT count(*) FROM orders")
            waits.append((time.perf_counter() - sent) * 1000)
            if not report.closed and sent - started > 1:
                report.close()  # the long transaction ends after a second


def until_waiting(watch: psycopg.Connection, number: int) -> list[tuple]:
    while len(rows := watch.execute(WAITING).fetchall()) < number:
        time.sleep(0.005)
    return rows


with connect("watch") as watch:
    watch.autocommit = True
    watch.execute("CREATE TABLE orders AS SELECT generate_series(1, 1000) AS id")
    report = connect("report")
    report.execute("SELECT count(*) FROM orders")  # and stays in its transaction
    threads = [threading.Thread(target=change_and_wait)]
    threads[0].start()
    until_waiting(watch, 1)
    threads += [threading.Thread(target=read, args=[name]) for name in READERS]
    for thread in threads[1:]:
        thread.start()
    rows = until_waiting(watch, 1 + len(READERS))
    for _, name, blockers in rows:
        print(f"{name} waits for: {blockers}")
    watch.execute("SELECT pg_cancel_backend(%s)", [rows[0][0]])  # the queue drains
    for thread in threads:
        thread.join()

    waits, done = [], threading.Event()
    traffic = threading.Thread(target=read_on, args=(done, waits, report))
    traffic.start()
    attempts = migrate()
    done.set()
    traffic.join()
    print(f"attempts until the report ended: ≈ {attempts}")
    print(f"longest read while retrying: ≈ {max(waits):.0f} ms")
    assert attempts > 1 and max(waits) < 500
