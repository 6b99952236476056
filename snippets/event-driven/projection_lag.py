# needs: postgresql
"""A projection that runs behind, a reader that waits for its write, and a rebuild."""

import os
import threading
import time

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("""
    CREATE TABLE event (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        customer int NOT NULL, cents int NOT NULL);
    CREATE TABLE checkpoint (name text PRIMARY KEY, position bigint NOT NULL);
    CREATE TABLE totals (customer int PRIMARY KEY, cents bigint NOT NULL);
    INSERT INTO checkpoint VALUES ('totals', 0)""")
stop = threading.Event()


# --8<-- [start:projection]
def project(batch: int, pause: float, table: str = "totals") -> None:
    with psycopg.connect(URL) as own:
        while not stop.is_set():
            (at,) = own.execute(
                "SELECT position FROM checkpoint WHERE name = %s FOR UPDATE", (table,)
            ).fetchone()
            last, changed = own.execute(
                f"""WITH batch AS (SELECT * FROM event WHERE position > %s
                        ORDER BY position LIMIT %s),
                    applied AS (INSERT INTO {table} AS t
                        SELECT customer, sum(cents) FROM batch GROUP BY customer
                        ON CONFLICT (customer) DO UPDATE
                        SET cents = t.cents + excluded.cents)
                SELECT max(position), count(*) FROM batch""", (at, batch),
            ).fetchone()  # fmt: skip
            if last:
                own.execute(
                    "UPDATE checkpoint SET position = %s WHERE name = %s", (last, table)
                )
            own.commit()  # (1)!
            if changed < batch:
                if table != "totals":
                    return
                time.sleep(pause)


def buy(customer: int) -> int:
    return db.execute(
        "INSERT INTO event (customer, cents) VALUES (%s, 100) RETURNING position",
        (customer,),
    ).fetchone()[0]


def total(customer: int, after: int = 0) -> int:
    seen = "SELECT position >= %s FROM checkpoint WHERE name = 'totals'"
    while not db.execute(seen, (after,)).fetchone()[0]:  # (2)!
        time.sleep(0.005)
    query = "SELECT cents FROM totals WHERE customer = %s"
    return (db.execute(query, (customer,)).fetchone() or (0,))[0]
# --8<-- [end:projection]


thread = threading.Thread(target=project, args=(1000, 0.1))
thread.start()
stale, waits = 0, []
for customer in range(1, 21):
    position = buy(customer)
    stale += total(customer) != 100
    start = time.perf_counter()
    assert total(customer, after=position) == 100
    waits.append((time.perf_counter() - start) * 1000)
print(f"read at once 20 times, own write missing: ≈ {stale}")
print("read after waiting for the position, missing: 0")
print(f"longest wait: ≈ {max(waits):.0f} ms")
assert stale >= 10 and max(waits) < 5000
stop.set()
thread.join()
db.execute("""INSERT INTO event (customer, cents)
    SELECT i % 1000, 100 FROM generate_series(1, 200000) i""")
stop.clear()
db.execute("CREATE TABLE totals_v2 (LIKE totals INCLUDING ALL)")
db.execute("INSERT INTO checkpoint VALUES ('totals_v2', 0)")
start = time.perf_counter()
project(20000, 0, table="totals_v2")
seconds = time.perf_counter() - start
rate = 200020 / seconds
print(f"rebuild beside the old one, 200020 events: ≈ {seconds:.1f} s")
print(f"at this rate a billion events: ≈ {1e9 / rate / 3600:.1f} h")
print(f"sum: {db.execute('SELECT sum(cents) FROM totals_v2').fetchone()[0]}")
