# needs: valkey
import os
import statistics
import threading
import time

import redis

url = os.environ["REDIS_URL"]
TTL, RENEW, RUNS = 0.6, 0.2, 8
RELEASE = """
    if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
"""


# --8<-- [start:idea]
def leader(stop, release):
    """Lead until `stop`; a crash leaves the key, an orderly end removes it."""
    store = redis.Redis.from_url(url)
    assert store.set("leader", "A", nx=True, px=int(TTL * 1000))
    while not stop.wait(RENEW):
        store.set("leader", "A", xx=True, px=int(TTL * 1000))  # (1)!
    if release:
        store.eval(RELEASE, 1, "leader", "A")


def without_leader(release, pause):
    """Return how many ms nobody led after A ended `pause` seconds into its work."""
    stop, store = threading.Event(), redis.Redis.from_url(url)
    a = threading.Thread(target=leader, args=(stop, release))
    a.start()
    time.sleep(pause)
    stop.set()
    ended = time.monotonic()
    while not store.set("leader", "B", nx=True, px=int(TTL * 1000)):
        time.sleep(0.01)  # (2)!
    gap = (time.monotonic() - ended) * 1000
    a.join()
    store.delete("leader")
    return gap
# --8<-- [end:idea]


pauses = [0.25 + RENEW * run / RUNS for run in range(RUNS)]
crash = [without_leader(False, pause) for pause in pauses]
orderly = [without_leader(True, pause) for pause in pauses]
print(f"lease {TTL * 1000:.0f} ms, renewed every {RENEW * 1000:.0f} ms")
print(f"crash, no leader for (median): ≈ {statistics.median(crash):.0f} ms")
print(f"orderly end, no leader for (median): ≈ {statistics.median(orderly):.0f} ms")
assert min(crash) > (TTL - RENEW) * 1000 - 100
assert statistics.median(orderly) < statistics.median(crash) / 2
