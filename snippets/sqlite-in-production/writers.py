# timeout: 90
import csv
import multiprocessing
import os
import sqlite3
import time

SECONDS, ROUNDS = 0.4, 3  # the best round counts: other work disturbs the disk
MODES = {  # journal mode, synchronous, rows in a transaction
    "defaults": ("DELETE", "FULL", 1),
    "WAL, FULL": ("WAL", "FULL", 1),
    "WAL, NORMAL": ("WAL", "NORMAL", 1),
    "WAL, NORMAL, 100 rows": ("WAL", "NORMAL", 100),
}


# --8<-- [start:writer]
def writer(path, synchronous, rows, barrier, results):
    con = sqlite3.connect(path, timeout=30, isolation_level=None)
    con.execute(f"PRAGMA synchronous = {synchronous}")  # (1)!
    done, waits = 0, []
    barrier.wait()
    end = time.perf_counter() + SECONDS
    while (started := time.perf_counter()) < end:
        con.execute("BEGIN IMMEDIATE")  # (2)!
        waits.append(time.perf_counter() - started)
        con.executemany("INSERT INTO event (body) VALUES (?)", [("x" * 100,)] * rows)
        con.execute("COMMIT")
        done += rows
    results.put((done, max(waits)))


# --8<-- [end:writer]
def measure(name, writers):
    journal, synchronous, rows = MODES[name]
    path = f"{journal}-{synchronous}-{rows}-{writers}-{time.monotonic_ns()}.db"
    con = sqlite3.connect(path)
    con.execute(f"PRAGMA journal_mode = {journal}")
    con.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, body TEXT) STRICT")
    con.close()
    fork = multiprocessing.get_context("fork")
    results, barrier = fork.Queue(), fork.Barrier(writers)
    arguments = (path, synchronous, rows, barrier, results)
    processes = [fork.Process(target=writer, args=arguments) for _ in range(writers)]
    for process in processes:
        process.start()
    numbers = [results.get() for _ in processes]
    for process in processes:
        process.join()
    return sum(n for n, _ in numbers) / SECONDS, max(w for _, w in numbers) * 1000


rate, wait = {}, {}
for case in [(name, n) for name in MODES for n in (1, 2, 8)] * ROUNDS:
    rows, longest = measure(*case)
    rate[case] = max(rows, rate.get(case, 0))
    wait[case] = max(longest, wait.get(case, 0))
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    table = csv.writer(file)
    table.writerow(["mode", "≈1", "≈2", "≈8"])
    for name in MODES:
        for n in (1, 2, 8):
            print(f"{name}, writers {n}: ≈ {rate[name, n]:.0f} rows/s")
        table.writerow([name] + [round(rate[name, n]) for n in (1, 2, 8)])
for name in ("defaults", "WAL, NORMAL"):
    print(f"{name}, longest wait of 8: ≈ {wait[name, 8]:.0f} ms")
print(f"WAL and NORMAL, times the defaults: ≈ "
      f"{rate['WAL, NORMAL', 1] / rate['defaults', 1]:.0f}")
print(f"8 writers against 1, WAL, NORMAL: ≈ "
      f"{rate['WAL, NORMAL', 8] / rate['WAL, NORMAL', 1]:.2f}")
assert rate["WAL, NORMAL", 1] > 1.5 * rate["defaults", 1]
assert rate["WAL, NORMAL", 8] < 2.5 * max(rate["WAL, NORMAL", n] for n in (1, 2))
assert rate["WAL, NORMAL, 100 rows", 1] > 2 * rate["WAL, NORMAL", 1]
