# needs: postgresql, valkey
# timeout: 120
# A provider's stream, cut after each of its bytes. Does any cut pass for whole?
import json
from collections import Counter

from accept.conftest import is_broken
from accept.provider import cut, delta, used
from lab import metric, replicas, using

CHUNKS = [delta("Yes"), delta(", é"), delta(finish="stop"), used(5, 2)]
for chunk in CHUNKS:
    for name in ("id", "object"):
        chunk.pop(name, None)
LINES = [json.dumps(c, separators=(",", ":"), ensure_ascii=False) for c in CHUNKS]
DATA = "".join(f"data: {line}\n\n" for line in [*LINES, "[DONE]"]).encode()
seen = Counter()
with replicas() as [service], using(service) as gateway:
    provider = gateway.provider()
    gateway.key(cache_seconds=60, requests=100_000, tokens=10_000_000)
    gateway.route(retries={"attempts": 1})
    url, headers = "/v1/chat/completions", gateway.auth()
    # --8<-- [start:cuts]
    body = gateway.body(stream=True, temperature=0)  # (1)!
    for at in range(len(DATA) + 1):
        provider.usual = cut(DATA, at)  # (2)!
        answer = gateway.client.post(url, json=body, headers=headers)
        events = [e[6:] for e in answer.text.splitlines() if e.startswith("data: ")]
        if answer.status_code == 503:
            seen["503, because nothing had been sent yet"] += 1
        elif at == len(DATA) and events[-1] == "[DONE]":
            seen["whole"] += 1
        elif is_broken(events):
            seen["error event, no [DONE], no finish_reason"] += 1
        else:
            seen["cut, and passed for whole"] += 1
    # --8<-- [end:cuts]
    again = gateway.client.post(url, json=body, headers=headers)
    print("bytes in the stream:", len(DATA))
    print("cut after:", f"0 to {len(DATA) - 1} bytes, and once not at all")
    for what in ("503, because nothing had been sent yet",
                 "error event, no [DONE], no finish_reason", "whole",
                 "cut, and passed for whole"):  # fmt: skip
        print(f"{what}: {seen[what]}")
    print("answered from the cache meanwhile:", len(DATA) + 1 - len(provider.seen))
    print("asked again after the whole one:", again.headers["x-cache"])
    broken = round(metric(service, "gateway_streams_broken_total"))
    print("gateway_streams_broken_total:", broken)
assert seen["whole"] == 1 and not seen["cut, and passed for whole"]
assert again.headers["x-cache"] == "hit" and len(provider.seen) == len(DATA) + 1
