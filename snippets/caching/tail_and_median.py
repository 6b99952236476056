"""A cache moves the median. The p99 is a miss until fewer than 1 % miss."""

from random import Random
from statistics import quantiles

HIT_MS, MISS_MS, REQUESTS = 1.0, 50.0, 200_000
rng = Random(7)

print("hits    p50 ms  p99 ms  mean ms  page of 20 reads, no miss")
for ratio in (0.90, 0.98, 0.985, 0.995, 0.999):
    took = [
        (HIT_MS if rng.random() < ratio else MISS_MS) * rng.uniform(0.8, 1.2)
        for _ in range(REQUESTS)
    ]
    cut = quantiles(took, n=100)
    mean = sum(took) / REQUESTS
    print(
        f"{ratio:<6.1%}  {cut[49]:>6.1f}  {cut[98]:>6.1f}  {mean:>7.2f}"
        f"  {ratio**20:>6.0%}"
    )
    assert (cut[98] > 40) == (ratio < 0.99)
