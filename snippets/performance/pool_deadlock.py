# needs: postgresql
import os
import queue
import threading

import psycopg

URL = os.environ["DATABASE_URL"]
THREADS, EACH = 4, 2  # requests at once, connections that one request takes
admin = psycopg.connect(URL, autocommit=True)
admin.execute("CREATE TABLE orders (id int); CREATE TABLE audit (id int)")


# --8<-- [start:idea]
def request(pool, number, all_hold_one, outcome):
    first = pool.get(timeout=2)
    first.execute("INSERT INTO orders VALUES (%s)", [number])  # opens a transaction
    try:
        all_hold_one.wait()  # the bad moment: everyone holds one
        second = pool.get(timeout=0.5)  # (1)!
        second.execute("INSERT INTO audit VALUES (%s)", [number])
        second.commit()
        pool.put(second)
        first.commit()
        outcome.append("done")
    except queue.Empty:
        first.rollback()
        outcome.append("PoolTimeout")
    pool.put(first)
# --8<-- [end:idea]


def what_the_server_sees():
    rows = admin.execute("""
        SELECT state, wait_event, cardinality(pg_blocking_pids(pid)) AS blocked_by,
               count(*)
        FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
        GROUP BY 1, 2, 3 ORDER BY 1""")
    for state, event, blockers, n in rows:
        print(f"  {n} sessions: {state}, {event}, blocked by {blockers}")


def run(size, outcome):
    pool = queue.Queue()
    connections = [psycopg.connect(URL) for _ in range(size)]
    [pool.put(connection) for connection in connections]
    look = what_the_server_sees if size == THREADS else None
    barrier = threading.Barrier(THREADS, action=look)
    args = [(pool, number, barrier, outcome) for number in range(THREADS)]
    threads = [threading.Thread(target=request, args=arg) for arg in args]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    [connection.close() for connection in connections]


for size in (THREADS, THREADS * (EACH - 1) + 1):
    outcome = []
    print(f"pool of {size}, {THREADS} requests that take {EACH} connections each")
    run(size, outcome)
    print(f"pool of {size}, the first to end: {outcome[0]}")
    if size > THREADS:
        print(f"pool of {size}, done: {outcome.count('done')} of {THREADS}")
        assert outcome == ["done"] * THREADS
    else:  # whoever gives up gives back, which may save another one
        assert outcome[0] == "PoolTimeout"
print(f"requests × (connections each - 1) + 1: {THREADS * (EACH - 1) + 1}")
