# needs: postgresql(pgbouncer)
import os
import threading
import time

import psycopg
from psycopg.rows import dict_row

DIRECT, POOL = os.environ["DATABASE_URL"], os.environ["PGBOUNCER_URL"]
admin = psycopg.connect(os.environ["PGBOUNCER_ADMIN_URL"], autocommit=True,
                        cursor_factory=psycopg.ClientCursor)  # fmt: skip
admin.execute("SET default_pool_size = 2")


def client():
    return psycopg.connect(POOL, autocommit=True, prepare_threshold=None)


def pool():
    cursor = psycopg.ClientCursor(admin, row_factory=dict_row)
    for row in cursor.execute("SHOW POOLS"):
        if row["database"] != "pgbouncer":
            return row


def request(db, results):
    try:
        db.execute("SELECT pg_sleep(0.8)")
        results.append("ok")
    except psycopg.Error as error:
        results.append(f"{error.sqlstate} {str(error).splitlines()[0]}")


def load(count, look=False):
    clients, results = [client() for _ in range(count)], []
    work = [threading.Thread(target=request, args=[db, results]) for db in clients]
    for thread in work:
        thread.start()
    if look:
        while (row := pool())["cl_waiting"] < count - 2 or row["maxwait_us"] < 100_000:
            assert any(thread.is_alive() for thread in work)
        for name in ("cl_active", "cl_waiting", "sv_active", "sv_idle"):
            print(f"{name}: {row[name]}")
        print(f"maxwait: ≈ {row['maxwait'] + row['maxwait_us'] / 1e6:.2f} s")
    for thread in work:
        thread.join()
    return results


# --8<-- [start:idea]
print("8 clients, 2 server connections:", set(load(8, look=True)))
admin.execute("SET query_wait_timeout = 1")  # seconds
answers = load(12)
for answer in sorted(set(answers), reverse=True):
    print("query_wait_timeout = 1:", answer)


def each(count, address, keep=None):
    began = time.perf_counter()
    for _ in range(count):
        db = keep or psycopg.connect(address, autocommit=True, prepare_threshold=None)
        db.execute("SELECT 1")
        if not keep:
            db.close()
    return (time.perf_counter() - began) * 1000 / count


direct, pooled, kept = each(60, DIRECT), each(60, POOL), each(60, POOL, client())
print(f"a connection to PostgreSQL for each request: ≈ {direct:.1f} ms")
print(f"a connection to PgBouncer for each request: ≈ {pooled:.1f} ms")
print(f"one kept connection to PgBouncer: ≈ {kept:.2f} ms")
# --8<-- [end:idea]
assert kept < pooled < direct and "ok" in answers and len(set(answers)) > 1
