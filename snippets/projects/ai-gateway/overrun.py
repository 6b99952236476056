# needs: postgresql, valkey
# timeout: 60
# An answer that is longer than what was reserved for it: charged, owed, and counted.
import os

import redis

from accept.provider import says, used
from lab import metric, replicas, using

valkey = redis.Redis.from_url(os.environ["REDIS_URL"])
# --8<-- [start:overrun]
with replicas() as [service], using(service) as gateway:
    gateway.provider(says("a long answer", used(prompt=40, completion=100_000)))
    gateway.key(tokens=1000, window_seconds=1)
    gateway.ask(max_tokens=100)
    refused = gateway.ask(max_tokens=100)
    kept = valkey.pttl(f"limit:{gateway.key_id}") / 1000
    usage = gateway.used(requests=1)
    above = metric(service, "gateway_usage_above_reserved_total")
# --8<-- [end:overrun]
wait = int(refused.headers["retry-after"])
print("completion tokens reserved: 100, charged:", usage["completion_tokens"])
print("rows with an estimate:", usage["estimated"])
print("answers that took more than was reserved:", f"{above:.0f}")
print(f"the next request: {refused.status_code}, and may come back after: ≈ {wait} s")
print(f"the key's bucket in Valkey is kept for: ≈ {kept:.0f} s")
assert usage["completion_tokens"] == 100_000 and usage["estimated"] == 0
assert above == 1 and refused.status_code == 429 and 90 <= wait <= kept
