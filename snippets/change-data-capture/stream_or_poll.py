# needs: postgresql(wal_level=logical)
"""The same commits seen by a replication stream and by two pollers."""

import os
import re
import select
import statistics
import struct
import threading
import time

import psycopg
from psycopg import pq

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE event (id int PRIMARY KEY)")
db.execute("SELECT pg_create_logical_replication_slot('live', 'test_decoding')")
EVENTS = 60
sent: dict[int, float] = {}
seen: dict[str, dict[int, float]] = {"stream": {}, "poll 50 ms": {}, "poll 500 ms": {}}
queries = dict.fromkeys(seen, 0)


# --8<-- [start:stream]
def stream() -> None:
    sender = pq.PGconn.connect(f"{URL}?replication=database".encode())
    sender.exec_(b"START_REPLICATION SLOT live LOGICAL 0/0")
    queries["stream"] = 1
    while len(seen["stream"]) < EVENTS:
        size, data = sender.get_copy_data(1)
        if size == 0:
            select.select([sender.socket], [], [], 1)
            sender.consume_input()
        elif data[:1] == b"w":  # (1)!
            (lsn,) = struct.unpack("!Q", data[1:9])
            if found := re.search(rb"id\[integer\]:(\d+)", data[25:]):
                seen["stream"][int(found[1])] = time.perf_counter()
            status = struct.pack("!cQQQqB", b"r", lsn, lsn, lsn, 0, 0)  # (2)!
            sender.put_copy_data(status)
            sender.flush()
    sender.finish()
# --8<-- [end:stream]


def poll(name: str, pause: float) -> None:
    with psycopg.connect(URL, autocommit=True) as own:
        last = 0
        while len(seen[name]) < EVENTS:
            queries[name] += 1
            rows = own.execute("SELECT id FROM event WHERE id > %s", (last,)).fetchall()
            for (key,) in rows:
                seen[name][key] = time.perf_counter()
                last = max(last, key)
            time.sleep(pause)


threads = [threading.Thread(target=stream)]
threads += [threading.Thread(target=poll, args=(f"poll {ms} ms", ms / 1000))
            for ms in (50, 500)]
for thread in threads:
    thread.start()
for key in range(1, EVENTS + 1):
    sent[key] = time.perf_counter()
    db.execute("INSERT INTO event VALUES (%s)", (key,))
    time.sleep(0.037)
for thread in threads:
    thread.join(20)

median = {}
for name, times in seen.items():
    late = sorted((times[key] - sent[key]) * 1000 for key in sent)
    median[name] = statistics.median(late)
    print(f"{name}, median: ≈ {median[name]:.1f} ms")
    print(f"{name}, worst: ≈ {late[-1]:.1f} ms")
    print(f"{name}, queries: ≈ {queries[name]}")
assert median["stream"] < median["poll 50 ms"] < median["poll 500 ms"]
row = db.execute("SELECT confirmed_flush_lsn FROM pg_replication_slots").fetchone()
assert row is not None
