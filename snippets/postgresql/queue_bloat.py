# needs: postgresql(autovacuum=off)
# timeout: 120
import os
import threading
import time

import psycopg

URL = os.environ["DATABASE_URL"]
CLAIM = """DELETE FROM job WHERE id IN (
    SELECT id FROM job ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)"""
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE job (id bigserial PRIMARY KEY, body text)")


def fill(count):
    rows = "SELECT repeat('x', 200) FROM generate_series(1, %s)"
    db.execute(f"INSERT INTO job (body) {rows}", (count,))


# --8<-- [start:rate]
def work(batch, taken):
    with psycopg.connect(URL, autocommit=True) as mine:
        while count := mine.execute(CLAIM, (batch,)).rowcount:
            taken.append(count)


def rate(workers, batch, jobs=2000):
    fill(jobs)
    taken, begun = [], time.perf_counter()
    call = {"target": work, "args": (batch, taken)}
    threads = [threading.Thread(**call) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    assert sum(taken) == jobs  # each job once
    db.execute("VACUUM job")
    return jobs / took


rates = {(w, b): rate(w, b) for w, b in ((1, 1), (4, 1), (1, 50), (4, 50))}
for (workers, batch), value in rates.items():
    print(f"workers {workers}, {batch} a claim: ≈ {value:.0f} jobs a second")
# --8<-- [end:rate]
assert rates[1, 50] > 3 * rates[1, 1]


# --8<-- [start:bloat]
def pages():  # what one claim reads; the claim is taken back
    with db.transaction(force_rollback=True):
        plan = db.execute("EXPLAIN (ANALYZE, FORMAT json) " + CLAIM % 1).fetchone()
    top = plan[0][0]["Plan"]
    return top["Shared Hit Blocks"] + top["Shared Read Blocks"]


fill(5000)
print(f"one claim, 5,000 waiting: ≈ {pages()} pages")
with psycopg.connect(URL) as report:
    report.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    report.execute("SELECT count(*) FROM job")  # a report that stays open
    for _ in range(80):
        db.execute(CLAIM, (50,))
    db.execute("VACUUM job")
    held = pages()
    print(f"one claim, 4,000 done while a report is open: ≈ {held} pages")
db.execute("VACUUM job")
free = pages()
print(f"one claim, report ended and VACUUM: ≈ {free} pages")
# --8<-- [end:bloat]
assert held > 5 * free
