# needs: postgresql, valkey
# timeout: 120
# A provider goes silent after three tokens. When does the client know?
import json
import time

from accept.provider import stalls
from lab import replicas, using

SILENT = 6  # seconds, then the provider closes the connection
# --8<-- [start:stall]
for name, bug in [
    ("without an idle timeout", "no-idle-timeout"),
    ("with one of 0.4 s", ""),
]:
    with replicas(bug=bug) as [service], using(service) as gateway:
        provider = gateway.provider(stalls(3, SILENT))
        gateway.route(timeouts={"first_token": 1, "idle": 0.4, "total": 30})
        began = time.monotonic()
        events = gateway.stream()
        waited = time.monotonic() - began
        left = provider.left.wait(1)
        error = json.loads(events[-1])["error"]
        lines = [json.loads(line) for line in service.logged().splitlines()]
        [closed] = [line for line in lines if line["event"] == "closed"]
    print(f"{name}, the client knows after: ≈ {waited:.1f} s")
    print(f"   error event: {error['message']}; the gateway hung up first: {left}")
    assert (waited > SILENT - 0.5) == bool(bug) and left == (not bug), (waited, left)
# --8<-- [end:stall]
line = {k: closed[k] for k in ("outcome", "completion_tokens")}
print("outcome in the log:", line["outcome"])
print("completion tokens charged, as an estimate:", line["completion_tokens"])
