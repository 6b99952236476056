# needs: postgresql, valkey, model
# timeout: 600
# soak: 2
# The real model, asked directly and through the gateway, in turn: what share is ours?
import os
import time
from statistics import median

import httpx

from lab import metric, replicas, using

MODEL, TOKENS, ROUNDS = os.environ["OPENAI_BASE_URL"], 48, 8
FRESH = httpx.Limits(max_keepalive_connections=0)  # the model closes idle ones


# --8<-- [start:asked]
def timed(
    client: httpx.Client, url: str, body: dict, headers: dict
) -> tuple[float, float]:
    """Return seconds to the first token, and from there to the last."""
    began, at = time.perf_counter(), []
    with client.stream(
        "POST", f"{url}/chat/completions", json=body, headers=headers
    ) as answer:
        for piece in answer.iter_raw():
            at += [time.perf_counter()] * (b'"content":"' in piece)
    return at[0] - began, at[-1] - at[0]


# --8<-- [end:asked]


found: dict[str, list] = {"direct": [], "through": []}
client = httpx.Client(timeout=120, limits=FRESH)
with replicas() as [service], using(service) as gateway:
    gateway.route(providers=[{"name": "model", "url": MODEL}],
                  timeouts={"first_token": 60, "idle": 60, "total": 300})  # fmt: skip
    gateway.key(requests=10_000, tokens=10_000_000)
    before = metric(service, "process_cpu_seconds_total")
    for number in range(ROUNDS):
        story = f"Tell story number {number}."
        fixed = {"max_tokens": TOKENS, "temperature": 0, "ignore_eos": True}
        body = gateway.body(story, stream=True, **fixed)
        order = [("direct", MODEL), ("through", f"{service.url}/v1")]
        for name, url in order if number % 2 else order[::-1]:
            found[name].append(timed(client, url, body, gateway.auth()))
    after = metric(service, "process_cpu_seconds_total")
token = {
    n: median(rest for _, rest in v) / (TOKENS - 1) * 1e3 for n, v in found.items()
}
first = {n: median(begin for begin, _ in v) * 1e3 for n, v in found.items()}
print(f"a token of the model, direct: ≈ {token['direct']:.1f} ms")
print(f"a token of the model, through the gateway: ≈ {token['through']:.1f} ms")
print(f"first token, direct: ≈ {first['direct']:.0f} ms")
print(f"first token, through the gateway: ≈ {first['through']:.0f} ms")
spent = (after - before) / ROUNDS / TOKENS * 1e3
print(f"the gateway's CPU time, a token: ≈ {spent:.1f} ms")
assert spent < token["direct"] / 5, (spent, token)
