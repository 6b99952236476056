# needs: postgresql, valkey
# timeout: 120
# A cache key made of the parameters that somebody knew about, and one of all of them.
from accept.provider import says
from lab import metric, replicas, using


def effort(handler, body):
    says(f"thought with {body.get('reasoning_effort', 'default')} effort")(
        handler, body
    )


# --8<-- [start:hit]
def wrong(bug: str) -> tuple[int, int]:
    with replicas(bug=bug) as [service], using(service) as gateway:
        gateway.provider(effort)
        gateway.key(cache_seconds=60)
        mistaken = 0
        for wanted in ("low", "high", "low", "high"):
            answer = gateway.ask("Is 97 prime?", temperature=0, reasoning_effort=wanted)
            text = answer.json()["choices"][0]["message"]["content"]
            mistaken += wanted not in text
        return mistaken, round(metric(service, "gateway_cache_total"))


# --8<-- [end:hit]


for name, bug in [
    ("a list of known parameters", "cache-key-forgets-a-parameter"),
    ("all but three parameters", ""),
]:
    mistaken, requests = wrong(bug)
    print(f"{name}, wrong answers of {requests}: {mistaken}")
    assert (mistaken > 0) == bool(bug)
