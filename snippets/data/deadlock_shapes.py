# needs: postgresql
import os
import threading
import time

import psycopg

URL = os.environ["DATABASE_URL"]
RESET = """
    DROP TABLE IF EXISTS stock, orders, lines;
    CREATE TABLE stock (id int PRIMARY KEY, n int DEFAULT 0);
    INSERT INTO stock VALUES (3), (2), (1);
    CREATE TABLE orders (id int PRIMARY KEY, n int DEFAULT 0);
    INSERT INTO orders VALUES (1);
    CREATE TABLE lines (order_id int REFERENCES orders)"""
WAITING = """SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock'"""

# --8<-- [start:shapes]
add = "UPDATE stock SET n = n + 1 WHERE id IN (1, 2, 3)"
by_heap = "SET LOCAL enable_indexscan = off"  # finds the rows as stored: 3, 2, 1
by_index = "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off"
add_sorted = """WITH locked AS (SELECT id FROM stock WHERE id IN (1, 2, 3)
                                ORDER BY id FOR NO KEY UPDATE)
                UPDATE stock SET n = n + 1 FROM locked WHERE stock.id = locked.id"""
upsert = "INSERT INTO stock VALUES {} ON CONFLICT (id) DO UPDATE SET n = stock.n + 1"
up, down = upsert.format("(1), (2), (3)"), upsert.format("(3), (2), (1)")
line = "INSERT INTO lines VALUES (1)"  # takes FOR KEY SHARE on its order  (1)!
lock_order = "SELECT n FROM orders WHERE id = 1 FOR {}"
upgrade = [line, lock_order.format("UPDATE")]
upgrade_less = [line, lock_order.format("NO KEY UPDATE")]
lock_before = [lock_order.format("UPDATE"), line]
# --8<-- [end:shapes]


def race(first, second, gate="", together=False):
    """Run both transactions at once and return how many died of a deadlock."""
    keeper.execute(RESET)
    victims, step_done = [], threading.Barrier(2)

    def run(steps):
        with psycopg.connect(URL, autocommit=True) as session:
            session.execute("SET deadlock_timeout = '100ms'")
            try:
                with session.transaction():
                    session.execute(steps[0])
                    if together:
                        step_done.wait()
                    for step in steps[1:]:
                        session.execute(step)
            except psycopg.errors.DeadlockDetected as error:
                victims.append(error.sqlstate)

    threads = [threading.Thread(target=run, args=[steps]) for steps in (first, second)]
    with keeper.transaction():
        if gate:
            keeper.execute(gate)  # both wait here, each with a row of its own
        for thread in threads:
            thread.start()
        while gate and monitor.execute(WAITING).fetchone()[0] < 2:
            time.sleep(0.002)
    for thread in threads:
        thread.join()
    return len(victims)


keeper = psycopg.connect(URL, autocommit=True)
monitor = psycopg.connect(URL, autocommit=True)
row_2 = "SELECT * FROM stock WHERE id = 2 FOR UPDATE"
for label, victims, expected in (
    ("one UPDATE, two plans", race([by_heap, add], [by_index, add], row_2), 1),
    ("  rows locked by id first",
     race([by_heap, add_sorted], [by_index, add_sorted], row_2), 0),
    ("upsert of the same keys in two orders", race([up], [down], row_2), 1),
    ("  keys sorted", race([up], [up], row_2), 0),
    ("insert a child, lock its parent", race(upgrade, upgrade, together=True), 1),
    ("  FOR NO KEY UPDATE on the parent",
     race(upgrade_less, upgrade_less, together=True), 0),
    ("  parent locked first", race(lock_before, lock_before), 0),
):  # fmt: skip
    print(f"{label}: {victims} victim{'s' * (victims != 1)}")
    assert victims == expected
