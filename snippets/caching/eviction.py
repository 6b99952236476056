# needs: trace
import csv
import os
import struct
from collections import OrderedDict


class FIFO:
    def __init__(self, capacity):
        self.capacity, self.size = capacity, OrderedDict()

    def hit(self, key): ...
    def miss(self, key): ...

    def insert(self, key, size):
        self.size[key] = size

    def evict(self):
        return self.size.popitem(last=False)[1]


class LRU(FIFO):
    def hit(self, key):
        self.size.move_to_end(key)


# --8<-- [start:sieve]
class SIEVE(FIFO):
    def __init__(self, capacity):
        super().__init__(capacity)
        self.queue, self.hand, self.visited = [], 0, set()

    def hit(self, key):
        self.visited.add(key)  # (1)!

    def insert(self, key, size):
        self.size[key] = size
        self.queue.append(key)

    def evict(self):
        while (key := self.queue[self.hand]) in self.visited:
            self.visited.discard(key)  # (2)!
            self.move_hand()
        size = self.size.pop(key)
        self.move_hand()
        return size

    def move_hand(self):
        self.hand += 1
        if self.hand == len(self.queue):
            self.queue, self.hand = list(self.size), 0  # (3)!
# --8<-- [end:sieve]


class S3FIFO(FIFO):
    def __init__(self, capacity):
        super().__init__(capacity)
        self.small, self.main, self.ghost = OrderedDict(), OrderedDict(), OrderedDict()
        self.in_main = self.in_ghost = self.known = 0

    def hit(self, key):
        (self.small if key in self.small else self.main)[key] += 1

    def miss(self, key):
        self.known = key in self.ghost
        self.in_ghost -= self.ghost.pop(key, 0)

    def insert(self, key, size):
        self.size[key] = size
        (self.main if self.known else self.small)[key] = 0
        self.in_main += size * self.known

    def evict(self):
        while True:
            full = self.in_main > self.capacity - self.capacity // 10
            queue = self.main if full or not self.small else self.small
            key, hits = queue.popitem(last=False)
            size = self.size[key]
            if queue is self.small and hits >= 2:
                self.main[key], self.in_main = 0, self.in_main + size
            elif queue is self.main and hits:
                self.main[key] = min(hits, 3) - 1
            else:
                break
        if queue is self.main:
            self.in_main -= size
        else:
            self.ghost[key], self.in_ghost = size, self.in_ghost + size
            while self.in_ghost > self.capacity * 0.9:
                self.in_ghost -= self.ghost.popitem(last=False)[1]
        return self.size.pop(key)


def misses(policy, trace, capacity):
    cache, used, missed = policy(capacity), 0, 0
    for _, key, size, _ in trace:
        if key in cache.size:
            cache.hit(key)
            continue
        missed += 1
        cache.miss(key)
        while used + size > capacity:  # every object here fits the cache
            used -= cache.evict()
        cache.insert(key, size)
        used += size
    return missed


with open(os.environ["TRACE"], "rb") as file:
    trace = list(struct.iter_unpack("<IQIq", file.read()))
SIZES, POLICIES = range(128, 1025, 128), (FIFO, LRU, SIEVE, S3FIFO)
print(f"requests: {len(trace):,}, bytes: {sum(r[2] for r in trace):,}")
table = {p.__name__: [misses(p, trace, m << 20) for m in SIZES] for p in POLICIES}
for name, row in {"MiB": SIZES, **table}.items():
    print(f"{name}: {' '.join(map(str, row))}")
assert all(sieve < lru for sieve, lru in zip(table["SIEVE"], table["LRU"]))
columns = ([round(n / len(trace), 4) for n in row] for row in table.values())
with open(os.environ["PLOT_DATA"], "w", newline="") as file:
    csv.writer(file).writerows([["MiB", *table], *zip(SIZES, *columns)])
