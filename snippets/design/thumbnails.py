# page: no (time)
"""Thirty thumbnails of 256 KB: the published arithmetic, and thirty files here."""

import os
import time
from concurrent.futures import ThreadPoolExecutor


# --8<-- [start:idea]
def serial(count, first_byte_ms, kb, mb_per_s):
    return count * (first_byte_ms + kb / mb_per_s)  # KB / (MB/s) is milliseconds


def parallel(count, first_byte_ms, kb, mb_per_s):
    return first_byte_ms + kb / mb_per_s  # as if each had a disk of its own


print(f"disk of 2009, serial: {serial(30, 10, 256, 30):.1f} ms")
print(f"disk of 2009, parallel: {parallel(30, 10, 256, 30):.1f} ms")
print(f"object store, serial: {serial(30, 30, 256, 100):.1f} ms")  # (1)!
print(f"object store, parallel: {parallel(30, 30, 256, 100):.1f} ms")
# --8<-- [end:idea]
assert round(serial(30, 10, 256, 30)) == 556
assert round(parallel(30, 10, 256, 30), 1) == 18.5


def cold(name):
    """Ask the kernel to drop the file, so that the device must read it."""
    with open(name, "rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def read(name):
    with open(name, "rb", buffering=0) as file:
        return len(file.read())


names = [f"thumbnail{number}" for number in range(30)]
for name in names:
    with open(name, "wb") as file:
        file.write(os.urandom(256_000))
        os.fsync(file.fileno())
took = {"serial": [], "parallel": []}
with ThreadPoolExecutor(30) as pool:
    list(pool.map(time.sleep, [0.01] * 30))  # the threads exist
    for way, reader in [("serial", map), ("parallel", pool.map)] * 9:
        for name in names:
            cold(name)
        start = time.perf_counter()
        assert sum(reader(read, names)) == 30 * 256_000
        took[way].append((time.perf_counter() - start) * 1000)
serial_ms, parallel_ms = (sorted(times)[4] for times in took.values())
print(f"files here, serial, median of 9: ≈ {serial_ms:.1f} ms")
print(f"files here, parallel, median of 9: ≈ {parallel_ms:.1f} ms")
assert serial_ms < 556 and serial_ms / parallel_ms < 10  # it was 30 in 2009
