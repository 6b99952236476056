# needs: postgresql, valkey, model
# timeout: 600
# soak: 2
# The real model, asked directly and through the gateway, in turn: what share is ours?
import os
import time
from statistics import median

import httpx

from lab import replicas, using

MODEL, TOKENS, ROUNDS = os.environ["OPENAI_BASE_URL"], 48, 12


# --8<-- [start:asked]
def timed(client: httpx.Client, url: str, body: dict, headers: dict) -> tuple[float, float]:
    """Return seconds to the first token, and from there to the last."""
    began, at = time.perf_counter(), []
    with client.stream("POST", f"{url}/chat/completions", json=body, headers=headers) as answer:
        for piece in answer.iter_raw():
            at += [time.perf_counter()] * (b'"content":"' in piece)
    return at[0] - began, at[-1] - at[0]
# --8<-- [end:asked]


found: dict[str, list] = {"direct": [], "through": []}
with replicas() as [service], using(service) as gateway, httpx.Client(timeout=120) as client:
    gateway.route(providers=[{"name": "model", "url": MODEL}],
                  timeouts={"first_token": 60, "idle": 60, "total": 300})  # fmt: skip
    gateway.key(requests=10_000, tokens=10_000_000)
    for number in range(ROUNDS):
        body = gateway.body(f"Tell story number {number}.", stream=True, max_tokens=TOKENS,
                            temperature=0, ignore_eos=True)  # fmt: skip
        order = [("direct", MODEL), ("through", f"{service.url}/v1")]
        for name, url in order if number % 2 else order[::-1]:
            found[name].append(timed(client, url, body, gateway.auth()))
token = {n: median(rest for _, rest in v) / (TOKENS - 1) * 1e3 for n, v in found.items()}
first = {n: median(begin for begin, _ in v) * 1e3 for n, v in found.items()}
print(f"a token of the model, direct: ≈ {token['direct']:.1f} ms")
print(f"a token of the model, through the gateway: ≈ {token['through']:.1f} ms")
print(f"first token, direct: ≈ {first['direct']:.0f} ms")
print(f"first token, through the gateway: ≈ {first['through']:.0f} ms")
print(f"a token takes longer by a factor of ≈ {token['through'] / token['direct']:.2f}")
assert token["through"] < 2 * token["direct"], token
