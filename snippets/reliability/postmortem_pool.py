# needs: postgresql(own, max_connections=100)
# timeout: 90
"""The incident of the postmortem: a larger pool, harmless until the peak."""

import os
import threading
import time

import psycopg

URL, INSTANCES, PEAK, NIGHT = os.environ["DATABASE_URL"], 6, 150, 24
admin = psycopg.connect(URL, autocommit=True)
admin.execute("CREATE ROLE shop LOGIN")


# --8<-- [start:pool]
class Pool:
    """Opens a connection when none is free, up to `size`; never closes one."""

    def __init__(self, size):
        self.size, self.free, self.open, self.guard = size, [], 0, threading.Lock()
        self.room = threading.Semaphore(size)

    def run(self, holding):
        with self.room:
            with self.guard:
                session = self.free.pop() if self.free else None
                self.open += session is None
            try:
                session = session or psycopg.connect(URL, user="shop")
            except psycopg.OperationalError as error:
                with self.guard:
                    self.open -= 1
                return str(error).strip().splitlines()[-1].split("FATAL:  ")[-1]
            holding(session)
            with self.guard:
                self.free.append(session)
            return "ok"


# --8<-- [end:pool]
def load(pools, requests):
    """Send so many requests; all that the pools let in run at the same time."""
    results, entered, all_in = [], [], threading.Event()
    wave = min(requests, sum(pool.size for pool in pools))

    def enter():
        entered.append(1)
        if len(entered) >= wave:
            all_in.set()

    def holding(session):
        enter()
        all_in.wait()
        session.execute("SELECT 1")
        session.commit()

    def one(pool):
        result = pool.run(holding)
        results.append(result)
        if result != "ok":
            enter()

    turns = [pools[i % len(pools)] for i in range(requests)]
    threads = [threading.Thread(target=one, args=[pool]) for pool in turns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def report(when, pools, requests):
    failed = [r for r in load(pools, requests) if r != "ok"]
    print(f"{when}, failed of {requests}: {len(failed)}")
    return failed


def close(pools):
    for pool in pools:
        for session in pool.free:
            session.close()
    count = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'shop'"
    while admin.execute(count).fetchone()[0]:
        time.sleep(0.01)


before = [Pool(10) for _ in range(INSTANCES)]
report("before the release, at the peak", before, PEAK)
close(before)
# --8<-- [start:incident]
after = [Pool(30) for _ in range(INSTANCES)]
report("after it, canary at night", after, NIGHT)
failed = report("after it, at the peak", after, PEAK)
assert failed
print(f"message: {failed[0]}")
(limit,) = admin.execute("SHOW max_connections").fetchone()
(kept,) = admin.execute("SHOW superuser_reserved_connections").fetchone()
print(f"connections that the pools may open: {INSTANCES * 30}")
print(f"connections that the server allows: {int(limit) - int(kept)}")
idle = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'shop'"
print(f"idle connections that stay: {admin.execute(idle).fetchone()[0]}")
with psycopg.connect(URL):
    print("a superuser still gets in: yes")
# --8<-- [end:incident]
close(after)
fixed = [Pool(10) for _ in range(INSTANCES)]
report("rolled back, at the peak", fixed, PEAK)
close(fixed)


# --8<-- [start:guard]
def connection_budget(pools, instances, surge, limit, reserved, others):
    """What every deployment is checked with: connections over the limit, or 0."""
    return max(0, pools * (instances + surge) - (limit - reserved - others))


print(f"guard, pool 30: {connection_budget(30, 6, 1, 100, 3, 12)} over")
print(f"guard, pool 10: {connection_budget(10, 6, 1, 100, 3, 12)} over")
# --8<-- [end:guard]
