# needs: postgresql
import os
import random
import threading
import time

import psycopg

URL = os.environ["DATABASE_URL"]
RETRY = {"40001", "40P01"}  # serialization failure, deadlock
TEXT = {}


# --8<-- [start:retry]
def in_transaction(work, level, attempts=5):
    """Run `work` in a transaction of its own until it commits."""
    with psycopg.connect(URL, autocommit=True) as connection:
        for attempt in range(1, attempts + 1):
            try:
                with connection.transaction():
                    connection.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
                    result = work(connection, attempt)  # (1)!
                return result, attempt  # (2)!
            except psycopg.OperationalError as error:
                if error.sqlstate not in RETRY or attempt == attempts:
                    raise
                TEXT[error.sqlstate] = error.diag.message_primary
                time.sleep(random.uniform(0, 0.01 * 2**attempt))  # (3)!
# --8<-- [end:retry]


# --8<-- [start:rule]
def leave_the_shift(doctor, both_have_read, lock=""):
    """The rule: somebody must stay on call."""

    def work(connection, attempt):
        query = f"SELECT name FROM doctors WHERE on_call {lock}"
        on_call = connection.execute(query).fetchall()
        if attempt == 1 and not lock:
            both_have_read.wait()  # (1)!
        if len(on_call) < 2:
            return "stays"
        leave = "UPDATE doctors SET on_call = false WHERE name = %s"
        connection.execute(leave, [doctor])
        return "leaves"

    return work
# --8<-- [end:rule]


def two_doctors(title, level, lock=""):
    with psycopg.connect(URL, autocommit=True) as setup:
        setup.execute("DROP TABLE IF EXISTS doctors")
        setup.execute("CREATE TABLE doctors (name text PRIMARY KEY, on_call bool)")
        setup.execute("INSERT INTO doctors VALUES ('Aiko', true), ('Ben', true)")
        results, both_have_read = [], threading.Barrier(2)

        def leave(doctor):
            work = leave_the_shift(doctor, both_have_read, lock)
            results.append(in_transaction(work, level))

        threads = [threading.Thread(target=leave, args=[n]) for n in ("Aiko", "Ben")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        row = setup.execute("SELECT count(*) FROM doctors WHERE on_call").fetchone()
    tries = " + ".join(str(attempt) for _, attempt in sorted(results))
    answers = " and ".join(sorted(answer for answer, _ in results))
    print(f"{title}: {row[0]} on call ({answers}; attempts {tries})")
    return row[0]


assert two_doctors("repeatable read", "REPEATABLE READ") == 0
assert two_doctors("serializable with retry", "SERIALIZABLE") == 1
assert two_doctors("read committed, FOR UPDATE", "READ COMMITTED", "FOR UPDATE") == 1
print(f"retried after 40001:\n{TEXT['40001']}")
