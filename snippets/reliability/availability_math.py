"""Availability arithmetic: nines as time, parts in series, replicas beside them."""

import random


# --8<-- [start:arithmetic]
def downtime(availability, days):
    """Minutes that a target allows in so many days."""
    return (1 - availability) * days * 1440


def series(availability, parts):
    """All of `parts` are needed for one answer."""
    return availability**parts


def either(availability, replicas):
    """One of `replicas` is enough, and they fail independently."""
    return 1 - (1 - availability) ** replicas


for target in (0.999, 0.9995, 0.9999, 0.99999):
    month, year = downtime(target, 30), downtime(target, 365.25) / 60
    span = f"{year:.2f} h" if year >= 1 else f"{year * 60:.2f} min"
    print(f"{100 * target:g} %, in 30 days and in a year: {month:.2f} min, {span}")
print(f"11 services of 99.9 % in series: {100 * series(0.999, 11):.2f} %")
used = downtime(series(0.99999, 5), 365)
print(f"target of 99.99 %, minutes a year: {downtime(0.9999, 365):.0f}")
print(f"of them for 5 dependencies of 99.999 %: {used:.0f}")
print(f"5 dependencies of 99.99 % leave for your own code: "
      f"{downtime(0.9999, 365) - downtime(series(0.9999, 5), 365):.0f}")  # fmt: skip
print(f"two independent replicas of 99 %: {100 * either(0.99, 2):.2f} %")
# --8<-- [end:arithmetic]


# --8<-- [start:shared]
HOURS, REPAIR = 50_000_000, 5


def outages(share, rng):
    """Outages as (start, end) of a part that is down for `share` of the time."""
    now = 0.0
    while share and now < HOURS:
        now += rng.expovariate(share / (1 - share) / REPAIR)
        end = now + rng.expovariate(1 / REPAIR)
        yield now, end
        now = end


def nobody_up(common, seed=3):
    """Share of time with no replica up: two of 99 %, a part of whose downtime is
    `common` to both (a deployment, a zone, a bad row)."""
    rng, p = random.Random(seed), 0.01 * common
    own = 1 - 0.99 / (1 - p)  # (1)!
    one, two = list(outages(own, rng)), list(outages(own, rng))
    down, i = list(outages(p, rng)), 0
    for start, end in one:
        while i < len(two) and two[i][1] < start:
            i += 1
        j = i
        while j < len(two) and two[j][0] < end:
            down.append((max(start, two[j][0]), min(end, two[j][1])))
            j += 1
    total = until = 0.0
    for start, end in sorted(down):
        total += max(0.0, end - max(start, until))
        until = max(until, end)
    return total / HOURS


for common in (0.0, 0.1, 0.5):
    up = 100 * (1 - nobody_up(common))
    print(f"two replicas, {100 * common:.0f} % of downtime in common: {up:.3f} %")
# --8<-- [end:shared]
alone = nobody_up(0.0)
print(f"10 % in common, downtime against none in common: {nobody_up(0.1) / alone:.1f}")
assert abs(alone / 0.01**2 - 1) < 0.05  # the formula, where its assumption holds
