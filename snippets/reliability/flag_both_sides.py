"""Testing both sides: which settings of the flags find which faults."""

from itertools import combinations, product

FLAGS = ["free-shipping", "new-tax", "points", "new-cart"]
PRODUCTION = dict(zip(FLAGS, (True, False, True, False)))


# --8<-- [start:code]
def total(price, flags):
    shipping = 0 if flags["free-shipping"] else 500
    if flags["points"]:
        price -= 300
    if flags["new-tax"]:
        rate = {0: 1.08} if flags["free-shipping"] else {500: 1.1}
        price *= rate[shipping] if flags["new-cart"] else rate[500]  # (1)!
    return round(price + shipping)


def one_flip(base):
    """The settings of today, and each flag flipped alone."""
    return [base, *({**base, name: not base[name]} for name in base)]


def pairwise(names):
    """Few settings in which every pair of flags takes all four values."""
    pairs = {(a, x, b, y) for a, b in combinations(names, 2)
             for x, y in product((False, True), repeat=2)}
    chosen = []
    while pairs:
        def covers(setting):
            return {p for p in pairs if setting[p[0]] == p[1] and setting[p[2]] == p[3]}
        every = (dict(zip(names, v)) for v in product((False, True), repeat=len(names)))
        best = max(every, key=lambda setting: len(covers(setting)))
        pairs -= covers(best)
        chosen.append(best)
    return chosen
# --8<-- [end:code]


def faults(settings):
    found = 0
    for setting in settings:
        try:
            total(1000, setting)
        except KeyError:
            found += 1
    return found


every = [dict(zip(FLAGS, v)) for v in product((False, True), repeat=len(FLAGS))]
everything_off = dict.fromkeys(FLAGS, False)
for label, settings in (
    ("all off, as on a laptop", [everything_off]),
    ("production as it is", [PRODUCTION]),
    ("production, each flag flipped", one_flip(PRODUCTION)),
    ("pairwise", pairwise(FLAGS)),
    ("all settings", every),
):
    print(f"{label}: {len(settings)} runs, {faults(settings)} fail")
names = [f"f{n}" for n in range(10)]
print(f"10 flags, all settings: {2**10}")
print(f"10 flags, each flipped: {len(one_flip(dict.fromkeys(names, False)))}")
print(f"10 flags, pairwise: {len(pairwise(names))}")
assert faults([everything_off]) == faults([PRODUCTION]) == 0
assert faults(one_flip(PRODUCTION)) and faults(pairwise(FLAGS))
