# needs: postgresql, valkey, model
# timeout: 120
# A gateway in front of a real model: a key, three questions, and what they cost.
import json
import os

from lab import metric, replicas

with replicas() as [service]:
    import httpx

    client = httpx.Client(base_url=service.url, timeout=60)
    # --8<-- [start:requests]
    admin = {"Authorization": "Bearer admin-token-of-the-acceptance-suite"}
    model = {
        "providers": [{"name": "here", "url": os.environ["OPENAI_BASE_URL"]}],
        "prices": [{"since": "2026-11-01", "prompt": 150_000, "completion": 600_000}],
    }  # (1)!
    client.put("/admin/models/smollm2", json=model, headers=admin)
    limits = {"requests": 60, "tokens": 10_000, "cache_seconds": 300}
    made = client.post("/admin/keys", json={"name": "shop", **limits}, headers=admin)
    key = {"Authorization": f"Bearer {made.json()['secret']}"}  # (2)!

    question = {
        "model": "smollm2", "temperature": 0, "max_tokens": 24,
        "messages": [{"role": "user", "content": "What is a database index?"}],
    }  # fmt: skip
    first = client.post("/v1/chat/completions", json=question, headers=key)
    again = client.post("/v1/chat/completions", json=question, headers=key)
    streamed = client.post(
        "/v1/chat/completions", json=question | {"stream": True, "seed": 1}, headers=key
    )  # (3)!
    # --8<-- [end:requests]
    for name, answer in (("first", first), ("again", again)):
        usage = answer.json()["usage"]
        tokens = f"{usage['prompt_tokens']} + {usage['completion_tokens']} tokens"
        kept = answer.headers["x-cache"]
        print(f"{name}: {answer.status_code}, x-cache {kept}, {tokens}")
    assert first.json()["choices"] == again.json()["choices"]
    events = [line[6:] for line in streamed.text.splitlines() if line]
    ends = json.loads(events[-2])["choices"][0]["finish_reason"]
    print(f"stream: finish_reason {ends}, then {events[-1]}")
    # One is back each second.
    left = int(streamed.headers["x-ratelimit-remaining-requests"])
    print(f"requests left this minute: ≈ {left}")
    assert 57 <= left < 60
    usage = {"requests": 0}
    while usage["requests"] < 3:
        usage = client.get("/v1/usage", headers=key).json()
    for name, value in usage.items():
        print(f"{name}: {value}")
    print("calls of the provider:", round(metric(service, "gateway_attempts_total")))
