# needs: postgresql
import os
import threading
import time

import psycopg

URL, WORKERS, TIMES = os.environ["DATABASE_URL"], 8, 50
SET = "UPDATE stock SET sold = %s WHERE id = 1"


# --8<-- [start:ways]
def read_then_write(connection, lock=""):
    query = f"SELECT sold FROM stock WHERE id = 1 {lock}"
    (sold,) = connection.execute(query).fetchone()
    connection.execute(SET, [sold + 1])  # (1)!


def lock_then_write(connection):
    read_then_write(connection, "FOR NO KEY UPDATE")  # (2)!


def one_statement(connection):
    connection.execute("UPDATE stock SET sold = sold + 1 WHERE id = 1")  # (3)!


def compare_and_set(connection):
    (sold,) = connection.execute("SELECT sold FROM stock WHERE id = 1").fetchone()
    update = connection.execute(SET + " AND sold = %s", [sold + 1, sold])
    if update.rowcount == 0:
        raise psycopg.errors.SerializationFailure  # somebody was faster: once more
# --8<-- [end:ways]


def race(work, level):
    """Let 8 workers add 1 fifty times each; return the sum, retries and ms."""
    with psycopg.connect(URL, autocommit=True) as setup:
        setup.execute("DROP TABLE IF EXISTS stock")
        setup.execute("CREATE TABLE stock (id int PRIMARY KEY, sold int)")
        setup.execute("INSERT INTO stock VALUES (1, 0)")
        retries, start = [], threading.Barrier(WORKERS)

        def worker():
            with psycopg.connect(URL, autocommit=True) as connection:
                connection.execute(f"SET default_transaction_isolation = '{level}'")
                start.wait()
                for _ in range(TIMES):
                    while True:
                        try:
                            with connection.transaction():
                                work(connection)
                            break
                        except psycopg.errors.SerializationFailure:
                            retries.append(1)

        threads = [threading.Thread(target=worker) for _ in range(WORKERS)]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        ms = 1000 * (time.perf_counter() - began)
        return setup.execute("SELECT sold FROM stock").fetchone()[0], len(retries), ms


def show(label, work, level, loses=False):
    sold, retries, ms = race(work, level)
    lost = WORKERS * TIMES - sold
    assert (lost > 0) == loses
    some = [f"≈ {n}" if n else "0" for n in (lost, retries)]
    print(f"{label}: lost {some[0]} of 400, retries {some[1]}, ≈ {ms:.0f} ms")
    return retries


show("read committed", read_then_write, "read committed", loses=True)
assert show("repeatable read", read_then_write, "repeatable read") > 0
assert show("serializable", read_then_write, "serializable") > 0
assert show("lock first", lock_then_write, "read committed") == 0
assert show("one statement", one_statement, "read committed") == 0
assert show("compare and set", compare_and_set, "read committed") > 0
