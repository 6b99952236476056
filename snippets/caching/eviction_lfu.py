# needs: trace
import os
import struct
from collections import OrderedDict, defaultdict


class LFU:
    def __init__(self):
        self.size, self.hits, self.fewest = {}, {}, 0
        self.with_hits = defaultdict(OrderedDict)
        self.victims_once_hit = 0

    def insert(self, key, size):
        self.size[key], self.hits[key], self.fewest = size, 0, 0
        self.with_hits[0][key] = None

    def hit(self, key):
        del self.with_hits[self.hits[key]][key]
        self.hits[key] += 1
        self.with_hits[self.hits[key]][key] = None

    def evict(self):
        while not self.with_hits[self.fewest]:
            self.fewest += 1
        key, _ = self.with_hits[self.fewest].popitem(last=False)
        self.victims_once_hit += self.fewest > 0
        return self.size.pop(key)


def replay(trace, capacity):
    cache, used, missed, evicted = LFU(), 0, 0, 0
    for _, key, size, _ in trace:
        if key in cache.size:
            cache.hit(key)
            continue
        missed += 1
        while used + size > capacity:
            used, evicted = used - cache.evict(), evicted + 1
        cache.insert(key, size)
        used += size
    return missed, evicted, cache.victims_once_hit


with open(os.environ["TRACE"], "rb") as file:
    trace = list(struct.iter_unpack("<IQIq", file.read()))
runs = [replay(trace, mib << 20) for mib in range(128, 1025, 128)]
print("LFU:", *(missed for missed, _, _ in runs))
print("evictions:", *(evicted for _, evicted, _ in runs))
print("of objects ever hit:", *(once_hit for _, _, once_hit in runs))
assert all(once_hit == 0 for _, _, once_hit in runs)
