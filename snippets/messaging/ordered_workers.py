"""Records of one partition, handled by one worker, by a pool, and by a pool per key."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from zlib import crc32

WORKERS, RECORDS = 8, 240
draw = random.Random(7)
records = [  # (offset, key): 40 customers, one of them with a fifth of the traffic
    (at, "hot" if draw.random() < 0.2 else f"customer-{draw.randrange(40)}")
    for at in range(RECORDS)
]
costs = [draw.uniform(0.002, 0.008) for _ in records]


class Partition:
    """Keeps the order in which records finished, and how far one may commit."""

    def __init__(self):
        self.lock, self.finished, self.open = threading.Lock(), [], set(range(RECORDS))
        self.ahead = 0

    def handle(self, record):
        time.sleep(costs[record[0]])  # a call to a service
        with self.lock:
            self.finished.append(record)
            self.open.discard(record[0])
            committable = min(self.open, default=RECORDS)  # (1)!
            self.ahead = max(self.ahead, len(self.finished) - committable)

    def overtaken(self):
        newest, late = {}, 0
        for offset, key in self.finished:
            late += offset < newest.get(key, -1)
            newest[key] = max(offset, newest.get(key, -1))
        return late


# --8<-- [start:idea]
def one_worker(partition):
    for record in records:
        partition.handle(record)


def pool(partition):
    with ThreadPoolExecutor(WORKERS) as workers:
        list(workers.map(partition.handle, records))


def by_key(partition):
    lanes = [ThreadPoolExecutor(1) for _ in range(WORKERS)]
    for record in records:
        lanes[crc32(record[1].encode()) % WORKERS].submit(partition.handle, record)
    for lane in lanes:
        lane.shutdown()
# --8<-- [end:idea]


spent, late = {}, {}
for design in (one_worker, pool, by_key):
    partition, start = Partition(), time.perf_counter()
    design(partition)
    name, spent[design] = design.__name__, time.perf_counter() - start
    late[design] = partition.overtaken()
    times = spent[one_worker] / spent[design]
    print(f"{name}, speed: ≈ {times:.1f} times")
    print(f"{name}, overtaken by a newer one of their key: ≈ {late[design]}")
    print(f"{name}, finished but not yet committable, at most: ≈ {partition.ahead}")
share = sum(key == "hot" for _, key in records) / RECORDS
print(f"share of the hot key: {share:.0%}")
print(f"so lanes by key gain at most: {1 / share:.1f} times")
assert late[one_worker] == late[by_key] == 0 and late[pool] > 5
assert spent[pool] < spent[by_key] < spent[one_worker]
