# needs: postgresql
import os
import resource
import time
from hashlib import sha256
from pathlib import Path

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def hashing():
    for _ in range(100):
        sha256(b"x" * 4_000_000).digest()


def slow_query():
    db.execute("SELECT pg_sleep(0.4)")


def many_queries():
    for number in range(1500):
        db.execute("SELECT %s::int", [number])


def fsync_loop():
    with open("log", "wb", buffering=0) as file:
        for _ in range(200):
            file.write(b"x" * 512)
            os.fsync(file.fileno())


# --8<-- [start:idea]
def read():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    queued = int(Path("/proc/self/schedstat").read_text().split()[1]) / 1e9  # (1)!
    return (time.perf_counter(), usage.ru_utime, usage.ru_stime, queued)


def once(work):
    """Seconds: real = user + sys + ready but queued for a CPU + waiting."""
    before = read()
    work()
    real, user, system, queued = (b - a for a, b in zip(before, read(), strict=True))
    return real, user, system, queued, max(0, real - user - system - queued)
# --8<-- [end:idea]


def account(work):
    """The round that the neighbours of this machine disturbed least."""
    return min((once(work) for _ in range(4)), key=lambda parts: parts[3])


print(f"{'seconds':<13}{'real':>9}{'user':>9}{'sys':>9}{'queued':>9}{'waiting':>9}")
waiting = {}
for work in (hashing, slow_query, many_queries, fsync_loop):
    parts = account(work)
    waiting[work] = parts[-1] / parts[0]
    print(f"{work.__name__:<13}" + "".join(f"{f'≈ {p:.2f}':>9}" for p in parts))
for work, share in waiting.items():
    print(f"{work.__name__}, waiting: ≈ {share * 100:.0f} %")
assert waiting[hashing] < 0.3 and waiting[slow_query] > 0.8
