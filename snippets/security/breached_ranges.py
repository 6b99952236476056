import hashlib
import math

import numpy

HASHES, PREFIXES = 501_636_842, 16**5
mean = HASHES / PREFIXES
print(f"prefixes: {PREFIXES:,}")
print(f"hashes for a prefix, mean: {mean:.1f}")
print(f"standard deviation: {math.sqrt(mean):.1f}")
# --8<-- [start:chance]
random = numpy.random.default_rng(8)
drawn = [random.poisson(mean, PREFIXES) for _ in range(20)]  # 20 worlds, pure chance
least = sorted(int(world.min()) for world in drawn)
most = sorted(int(world.max()) for world in drawn)
# --8<-- [end:chance]
print(f"smallest range in 20 worlds: {least[0]} to {least[-1]}")
print(f"largest range in 20 worlds: {most[0]} to {most[-1]}")
assert round(mean) == 478
assert least[0] <= 381 <= least[-1] and most[0] <= 584 <= most[-1]

# --8<-- [start:lookup]
BREACHED = {"password": 9_000_000, "letmein": 300_000, "correct horse": 12}
rows = {hashlib.sha1(p.encode()).hexdigest().upper(): n for p, n in BREACHED.items()}


def server(prefix):  # sees 20 of the 160 bits
    return [f"{h[5:]}:{n}" for h, n in rows.items() if h.startswith(prefix)]


def times_seen(password):
    digest = hashlib.sha1(password.encode()).hexdigest().upper()
    lines = (line.split(":") for line in server(digest[:5]))
    return next((int(count) for tail, count in lines if tail == digest[5:]), 0)


# --8<-- [end:lookup]
seen = {p: times_seen(p) for p in ("letmein", "correct horse", "Tr0ub4dor&3")}
for password, count in seen.items():
    print(f"times seen, {password!r}: {count:,}")
assert seen == {"letmein": 300_000, "correct horse": 12, "Tr0ub4dor&3": 0}
