# needs: postgresql(max_connections=60)
import csv
import os
import queue
import threading
from contextlib import contextmanager
from statistics import mean
from time import perf_counter

import psycopg

URL = os.environ["DATABASE_URL"]
CLIENTS, SECONDS = 32, 1.2
WORK = "SELECT count(*) FROM generate_series(1, 20000)"  # a few ms of CPU


# --8<-- [start:idea]
class Pool:
    def __init__(self, size):
        self.free = queue.LifoQueue()
        self.all = [psycopg.connect(URL, autocommit=True) for _ in range(size)]
        for connection in self.all:
            self.free.put(connection)

    @contextmanager
    def connection(self, timeout=5):
        connection = self.free.get(timeout=timeout)  # (1)!
        try:
            yield connection
        finally:
            self.free.put(connection)


def client(pool, end, waits, queries):
    while (asked := perf_counter()) < end:
        with pool.connection() as connection:
            got = perf_counter()
            connection.execute(WORK)
        waits.append((got - asked) * 1000)  # (2)!
        queries.append((perf_counter() - got) * 1000)
# --8<-- [end:idea]


result = {}
for size in (1, 2, 4, 8, 32):
    pool, waits, queries = Pool(size), [], []
    started = perf_counter()
    args = (pool, started + SECONDS, waits, queries)
    threads = [threading.Thread(target=client, args=args) for _ in range(CLIENTS)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    rate = len(waits) / (perf_counter() - started)
    result[size] = rate, mean(waits), mean(queries)
    [connection.close() for connection in pool.all]

with open(os.environ["PLOT_DATA"], "w") as file:
    table = csv.writer(file)
    table.writerow(["pool", "≈wait", "≈query"])
    for size, (_, wait, query) in result.items():
        table.writerow([size, round(wait, 1), round(query, 1)])
print(f"{CLIENTS} clients that always have a request")
print("pool   requests/s   pool wait    query time    both")
for size, (rate, wait, query) in result.items():
    print(f"{size:>4} {f'≈ {rate:.0f}':>12} {f'≈ {wait:.1f} ms':>12} "
          f"{f'≈ {query:.1f} ms':>12} {f'≈ {wait + query:.1f} ms':>12}")  # fmt: skip
for size in (1, 4, 32):
    print(f"pool of {size}, wait: ≈ {result[size][1]:.1f} ms")
    print(f"pool of {size}, query: ≈ {result[size][2]:.1f} ms")
assert result[1][1] > 5 * result[1][2]  # too small: it waits in the pool
assert result[32][1] < 0.2 * result[32][2]  # too large: it waits in the server
assert result[32][2] > 3 * result[1][2]
assert result[4][0] > 1.15 * result[1][0]
print("32 clients / requests a second = pool wait + query time: yes, each row")
for rate, wait, query in result.values():
    assert abs(CLIENTS / rate * 1000 / (wait + query) - 1) < 0.25
