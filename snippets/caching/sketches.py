# needs: valkey
import math
import os

import redis

r = redis.Redis.from_url(os.environ["REDIS_URL"])
SETS = 200
# --8<-- [start:hll]
ADD = r.register_script("""
    for start = 0, ARGV[2] - 1, 1000 do
        local batch = {}
        for i = 1, 1000 do batch[i] = ARGV[1] + start + i end
        redis.call('PFADD', KEYS[1], unpack(batch))
    end
""")


def errors(size):
    """The relative errors of PFCOUNT on SETS sets of `size` distinct elements each."""
    for s in range(SETS):
        ADD(keys=[f"{size}:{s}"], args=[s * size, size])
        yield r.pfcount(f"{size}:{s}") / size - 1


for size in (1_000, 100_000):
    found = [abs(error) for error in errors(size)]
    rms = math.sqrt(sum(error**2 for error in found) / SETS)
    print(f"HyperLogLog error at {size:,}: {rms:.2%}")
print("sets of 100,000 off by more than 0.81%:", sum(e > 0.0081 for e in found))
print(f"worst of {SETS} sets at {size:,}: {max(found):.2%}")
print("HyperLogLog bytes (STRLEN):", r.strlen("100000:0"))  # (1)!
print("HyperLogLog bytes at 1,000:", r.strlen("1000:0"))
union = r.pfcount(*(f"100000:{s}" for s in range(10)))  # (2)!
print(f"union of 10 sets of 100,000: {union:,}")
# --8<-- [end:hll]
assert abs(rms - 0.0081) < 0.0008 and r.strlen("100000:0") == 12_304
