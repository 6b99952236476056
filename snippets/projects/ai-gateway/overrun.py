# needs: postgresql, valkey
# timeout: 60
# An answer that is longer than what was reserved for it: charged, owed, and counted.
from accept.provider import says, used
from lab import metric, replicas, using

# --8<-- [start:overrun]
with replicas() as [service], using(service) as gateway:
    gateway.provider(says("a long answer", used(prompt=40, completion=5000)))
    gateway.key(tokens=1000, window_seconds=1)
    gateway.ask(max_tokens=100)
    refused = gateway.ask(max_tokens=100)
    usage = gateway.used(requests=1)
    above = metric(service, "gateway_usage_above_reserved_total")
wait = int(refused.headers["retry-after"])
# --8<-- [end:overrun]
print("completion tokens asked for at most: 100")
print("completion tokens charged:", usage["completion_tokens"])
print("rows with an estimate:", usage["estimated"])
print(f"the next request: {refused.status_code}, and may come back after: ≈ {wait} s")
print("answers that took more than was reserved:", f"{above:.0f}")
assert above == 1 and refused.status_code == 429 and 3 <= wait <= 5
assert usage["completion_tokens"] == 5000 and usage["estimated"] == 0
