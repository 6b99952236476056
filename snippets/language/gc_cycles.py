# page: no (platform)
import gc
import time
import weakref


class Node:
    pass


def pair():  # two objects that refer to each other, then nobody else does
    left, right = Node(), Node()
    left.other, right.other = right, left
    return weakref.ref(left)


# --8<-- [start:idea]
gc.disable()
alone = weakref.ref(Node())
print("one object, after its last reference:", alone())
left = pair()
print("a cycle, after its last reference:", type(left()).__name__)
print("a collection found objects:", gc.collect() > 0)
print("the cycle after it:", left())
# --8<-- [end:idea]
gc.enable()
print("thresholds:", gc.get_threshold())


def full_collection():
    best = []
    for _ in range(5):
        begin = time.perf_counter()
        gc.collect()
        best.append((time.perf_counter() - begin) * 1000)
    return min(best)


empty = full_collection()
cache = [{"id": i, "tags": [i]} for i in range(300_000)]
loaded = full_collection()
gc.freeze()  # what exists now is never looked at again, until gc.unfreeze()
frozen = full_collection()
print(f"full collection, small heap: ≈ {empty:.1f} ms")
print(f"full collection, 600,000 more objects: ≈ {loaded:.1f} ms")
print(f"full collection, after gc.freeze: ≈ {frozen:.2f} ms")
print("frozen objects, at least 600,000:", gc.get_freeze_count() >= 600_000)
assert loaded > 5 * empty and frozen < loaded / 5
