import random

TRAFFIC = {"GET /search": 950_000, "POST /orders": 49_000, "POST /refunds": 1_000}
BUDGET = 10_000  # traces that we can pay for, 1 % of the traffic


def flat(counts):
    return {key: BUDGET / sum(counts.values()) for key in counts}


# --8<-- [start:rates]
def per_key(counts):
    """The same number of traces from each key; who needs less leaves it to the rest."""
    rates, left = {}, BUDGET
    rarest_first = sorted(counts, key=counts.get)
    for place, key in enumerate(rarest_first):
        share = left / (len(counts) - place)
        rates[key] = min(1, share / counts[key])
        left -= rates[key] * counts[key]
    return rates


# --8<-- [end:rates]
def kept(rates):
    dice = random.Random(5)
    return {
        key: sum(dice.random() < rates[key] for _ in range(count))
        for key, count in TRAFFIC.items()
    }


print(f"{'':14}{'requests':>9}{'flat':>7}{'per key':>9}{'weight':>8}{'estimate':>10}")
one, other, rates = kept(flat(TRAFFIC)), kept(per_key(TRAFFIC)), per_key(TRAFFIC)
for key, count in TRAFFIC.items():
    weight = 1 / rates[key]
    print(
        f"{key:14}{count:9,}{one[key]:7,}{other[key]:9,}"
        f"{weight:8.1f}{other[key] * weight:10,.0f}"
    )
    assert abs(other[key] * weight / count - 1) < 0.05
print(f"traces kept: {sum(one.values()):,} flat, {sum(other.values()):,} per key")
assert one["POST /refunds"] < 20 and other["POST /refunds"] == 1000
