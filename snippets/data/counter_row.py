# needs: postgresql(autovacuum=off)
import os
import threading
import time

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute(
    """CREATE TABLE likes (post int, shard int, n int, PRIMARY KEY (post, shard));
       INSERT INTO likes SELECT 1, s, 0 FROM generate_series(0, 7) s"""
)
# --8<-- [start:idea]
WORK = "SELECT pg_sleep(0.01)"  # what else the transaction does before it commits


def like(worker, shards):
    with psycopg.connect(URL, autocommit=True) as connection:
        ready.wait()
        for _ in range(10):
            with connection.transaction():
                connection.execute(
                    "UPDATE likes SET n = n + 1 WHERE post = 1 AND shard = %s",
                    [worker % shards],
                )
                connection.execute(WORK)


took = {}
for shards in (1, 8):
    ready = threading.Barrier(9)
    workers = [threading.Thread(target=like, args=(w, shards)) for w in range(8)]
    for worker in workers:
        worker.start()
    ready.wait()
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    took[shards] = time.perf_counter() - began
    print(f"80 likes, rows for the counter {shards}: ≈ {1000 * took[shards]:.0f} ms")
total = db.execute("SELECT sum(n) FROM likes WHERE post = 1").fetchone()[0]
print("sum of the rows:", total)
# --8<-- [end:idea]
assert total == 160 and took[1] > 3 * took[8] and took[1] > 0.8
