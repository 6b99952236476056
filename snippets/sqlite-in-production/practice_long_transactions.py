import multiprocessing
import sqlite3
import time

SECONDS = 1.5


def writer(inside, barrier, results):
    con = sqlite3.connect("app.db", timeout=0.2, isolation_level=None)
    con.execute("PRAGMA synchronous = NORMAL")
    done = refused = 0
    barrier.wait()
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        if not inside:
            time.sleep(0.03)  # a call to another service, before the transaction
        try:
            con.execute("BEGIN IMMEDIATE")
            con.execute("UPDATE counter SET n = n + 1")
            if inside:
                time.sleep(0.03)  # the same call, inside it
            con.execute("COMMIT")
            done += 1
        except sqlite3.OperationalError:
            refused += 1
    results.put((done, refused))


con = sqlite3.connect("app.db")
con.execute("PRAGMA journal_mode = WAL")
con.execute("CREATE TABLE counter (n INTEGER)")
con.execute("INSERT INTO counter VALUES (0)")
con.commit()
fork = multiprocessing.get_context("fork")
rate = {}
for inside in (False, True):
    barrier, results = fork.Barrier(8), fork.Queue()
    processes = [fork.Process(target=writer, args=(inside, barrier, results))
                 for _ in range(8)]
    for process in processes:
        process.start()
    numbers = [results.get() for _ in processes]
    for process in processes:
        process.join()
    rate[inside] = sum(n for n, _ in numbers) / SECONDS
    where = "inside" if inside else "outside"
    print(f"call {where}, commits: ≈ {rate[inside]:.0f} per s")
    print(f"call {where}, refused with SQLITE_BUSY: ≈ {sum(n for _, n in numbers)}")
assert rate[True] < 40 and rate[False] > 2 * rate[True]
