"""Where a breaker hurts: one dead shard of four, and retries around it. A model."""

import random

from snippets.reliability.breaker import Breaker

SHARDS, DEAD, CALLS = 4, 3, 10_000
SETTINGS = dict(calls=100, minimum=100, wait=30, probes=10)


# --8<-- [start:shard]
def shards(threshold, per_shard):
    """Return calls served, failed, and refused although their shard was healthy."""
    chance, now = random.Random(5), 0.0
    one, *each = (
        Breaker(lambda: now, threshold=threshold, **SETTINGS) for _ in range(1 + SHARDS)
    )
    served = failed = wronged = 0
    for _ in range(CALLS):
        now += 0.01
        shard = chance.randrange(SHARDS)
        breaker = each[shard] if per_shard else one  # (1)!
        permit = breaker.allow()
        if permit is None:
            wronged += shard != DEAD
            continue
        breaker.record(permit, shard != DEAD)
        served += shard != DEAD
        failed += shard == DEAD
    return served, failed, wronged
# --8<-- [end:shard]


def retries(outside):
    """Return calls that reach a dead dependency in 100 requests of 3 tries, and the
    requests that had to fail before the breaker opened."""
    breaker = Breaker(lambda: 0.0, calls=10, minimum=10)
    reached, needed = 0, None
    for request in range(100):
        if outside:  # retry( breaker( call ) )
            for _ in range(3):
                permit = breaker.allow()
                if permit is None:
                    break  # (2)!
                reached += 1
                breaker.record(permit, False)
        else:  # breaker( retry( call ) )
            permit = breaker.allow()
            if permit is not None:
                reached += 3
                breaker.record(permit, False)
        if breaker.state == "open" and needed is None:
            needed = request + 1
    return reached, needed


print("one of four shards is dead         served  failed  refused, healthy shard")
for label, threshold, per_shard in (
    ("one breaker, threshold 50%", 0.5, False),
    ("one breaker, threshold 20%", 0.2, False),
    ("a breaker per shard, 50%", 0.5, True),
):
    served, failed, wronged = shards(threshold, per_shard)
    print(f"{label:<33} {served:>7} {failed:>7} {wronged:>8}")
    if label.endswith("20%"):
        print(f"refused for nothing at 20%: {wronged / (served + wronged):.0%}")
        assert wronged > 0.8 * (served + wronged)
    elif per_shard:
        assert wronged == 0 and failed < 250
    else:
        assert wronged == 0 and failed > 2000
for outside, label in ((True, "retry around breaker"), (False, "breaker around retry")):
    reached, needed = retries(outside)
    print(f"{label}, calls that reach it: {reached}")
    print(f"{label}, failed requests until open: {needed}")
