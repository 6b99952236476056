"""How the TTL sets the hit ratio of one key that is read at random moments."""

from random import Random

READS = 200_000


def run(rate: float, ttl: float, rng: Random) -> float:
    now, filled, hits = 0.0, -1e9, 0
    for _ in range(READS):
        now += rng.expovariate(rate)
        if now < filled + ttl:
            hits += 1
        else:
            filled = now
    return hits / READS


print("reads per TTL  formula  run")
rng = Random(11)
for per_ttl in (0.1, 1, 9, 99):
    formula = per_ttl / (1 + per_ttl)
    ran = run(per_ttl / 60, 60, rng)
    print(f"{per_ttl:>13}  {formula:>6.1%}  {ran:>6.1%}")
    assert abs(formula - ran) < 0.005
