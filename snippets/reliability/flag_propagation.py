# needs: postgresql, valkey
"""How long until every process sees the kill switch, and what a lost message costs."""

import os
import statistics
import threading
import time

import psycopg
import redis

URL, FLIPS, INTERVAL = os.environ["DATABASE_URL"], 11, 0.4
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE flag (name text PRIMARY KEY, enabled boolean)")
db.execute("INSERT INTO flag VALUES ('checkout', true)")
broker = redis.from_url(os.environ["REDIS_URL"])


# --8<-- [start:watchers]
class Watcher:
    """A process with a copy of the flag: reads are local, `refresh` asks the truth."""

    def __init__(self, wait_for_news):
        self.db = psycopg.connect(URL, autocommit=True)
        self.changed, self.seen = threading.Event(), {}
        self.refresh()
        threading.Thread(target=self.run, args=(wait_for_news,), daemon=True).start()

    def refresh(self):
        self.enabled = self.db.execute("SELECT enabled FROM flag").fetchone()[0]
        self.seen.setdefault(self.enabled, time.monotonic())

    def run(self, wait_for_news):
        for _ in wait_for_news(self):
            self.refresh()


def poll(watcher):
    while True:
        time.sleep(INTERVAL)
        yield


def listen(watcher):
    watcher.ear = psycopg.connect(URL, autocommit=True)
    watcher.ear.execute("LISTEN flags")
    watcher.changed.set()
    try:
        yield from watcher.ear.notifies()
    except psycopg.OperationalError:
        watcher.changed.clear()  # the connection was cut: no news any more


def subscribe(watcher):
    news = broker.pubsub(ignore_subscribe_messages=True)
    news.subscribe("flags")
    yield from news.listen()


def flip(enabled):
    with db.transaction():
        db.execute("UPDATE flag SET enabled = %s", (enabled,))
        db.execute("NOTIFY flags")  # (1)!
    broker.publish("flags", "")  # (2)!
# --8<-- [end:watchers]


kinds = {"poll": poll, "LISTEN": listen, "Valkey": subscribe}
watchers = {name: Watcher(kind) for name, kind in kinds.items()}
watchers["LISTEN"].changed.wait()
while not broker.pubsub_numsub("flags")[0][1]:
    time.sleep(0.01)
took = {name: [] for name in kinds}
enabled = True
for n in range(FLIPS):
    enabled = not enabled
    for watcher in watchers.values():
        watcher.seen.pop(enabled, None)
    time.sleep(INTERVAL * (n % 5) / 5)
    start = time.monotonic()
    flip(enabled)
    while not all(enabled in watcher.seen for watcher in watchers.values()):
        time.sleep(0.001)
    for name, watcher in watchers.items():
        took[name].append(1000 * (watcher.seen[enabled] - start))
for name, times in took.items():
    print(f"{name}, median: ≈ {statistics.median(times):.1f} ms")
    print(f"{name}, slowest of {FLIPS}: ≈ {max(times):.0f} ms")
assert statistics.median(took["LISTEN"]) < statistics.median(took["poll"]) / 3

listener = watchers["LISTEN"]
db.execute("SELECT pg_terminate_backend(%s)", (listener.ear.info.backend_pid,))
while listener.changed.is_set():
    time.sleep(0.01)
flip(not enabled)
time.sleep(2 * INTERVAL)
print(f"truth after the next flip: {not enabled}")
print(f"LISTEN, connection cut: {listener.enabled}")
print(f"poll: {watchers['poll'].enabled}")
listener.refresh()  # what must follow every reconnect
print(f"LISTEN, after reconnecting and reading again: {listener.enabled}")
assert watchers["poll"].enabled == (not enabled) == listener.enabled
