# needs: trace
import os
import struct
from collections import OrderedDict


class S3FIFO:
    def __init__(self, capacity, fill_main):
        self.capacity, self.fill_main = capacity, fill_main
        self.size, self.ghost = {}, OrderedDict()
        self.small, self.main = OrderedDict(), OrderedDict()
        self.in_small = self.in_main = self.in_ghost = self.evictions = 0

    def hit(self, key):
        (self.small if key in self.small else self.main)[key] += 1

    # --8<-- [start:insert]
    def insert(self, key, size, known):
        if self.fill_main and not self.evictions:
            known = known or self.in_small >= self.capacity // 10  # (1)!
        if known:
            self.main[key], self.in_main = 0, self.in_main + size
        else:
            self.small[key], self.in_small = 0, self.in_small + size
        self.size[key] = size
    # --8<-- [end:insert]

    def evict(self):
        self.evictions += 1
        while True:
            full = self.in_main > self.capacity - self.capacity // 10
            if full or not self.small:
                key, hits = self.main.popitem(last=False)
                if not hits:
                    self.in_main -= self.size[key]
                    return self.size.pop(key)
                self.main[key] = min(hits, 3) - 1
            else:
                key, hits = self.small.popitem(last=False)
                self.in_small -= self.size[key]
                if hits < 2:
                    return self.remember(key, self.size.pop(key))
                self.main[key], self.in_main = 0, self.in_main + self.size[key]

    def remember(self, key, size):
        self.ghost[key], self.in_ghost = size, self.in_ghost + size
        while self.in_ghost > self.capacity * 0.9:
            self.in_ghost -= self.ghost.popitem(last=False)[1]
        return size

    def forget(self, key):
        known = key in self.ghost
        self.in_ghost -= self.ghost.pop(key, 0)
        return known


def misses(trace, capacity, fill_main):
    cache, used, missed = S3FIFO(capacity, fill_main), 0, 0
    for _, key, size, _ in trace:
        if key in cache.size:
            cache.hit(key)
            continue
        missed, known = missed + 1, cache.forget(key)
        while used + size > capacity:
            used -= cache.evict()
        cache.insert(key, size, known)
        used += size
    return missed


SIEVE = [91699, 86720, 78578, 76707, 69945, 66221, 64445, 64376]
with open(os.environ["TRACE"], "rb") as file:
    trace = list(struct.iter_unpack("<IQIq", file.read()))
for fill_main in (False, True):
    row = [misses(trace, mib << 20, fill_main) for mib in range(128, 1025, 128)]
    print("main filled at first:" if fill_main else "small queue only:", *row)
    print("    fewer misses than SIEVE:", *("ny"[a < b] for a, b in zip(row, SIEVE)))
assert all(a < b for a, b in zip(row, SIEVE))
