"""Estimates that carry units, and the one input whose error would change the answer."""

from math import ceil, floor, log10

from snippets.design.units import GB, KB, MB, TB, byte, day, dollar, machine
from snippets.design.units import month, request, second, user

year = 365 * day


# --8<-- [start:functions]
def requests(users, actions, peak=3):
    """Requests a second at the peak; `actions` in requests a user and day."""
    return users * actions * peak


def storage(writes, size, kept, copies=2):
    """Bytes held when nothing older than `kept` stays; `writes` is a mean rate."""
    return writes * size * kept * copies


def bandwidth(rate, size):
    """Bytes a second that leave."""
    return rate * size


def machines(rate, per_machine, use=0.6, zones=3):
    """Machines at `use` of their measured limit, with one zone of `zones` lost."""
    needed = (rate / per_machine).to(machine) / use
    return ceil(needed * zones / (zones - 1)) * machine  # (1)!


def aloud(number):
    """One significant digit: what can be multiplied in the head."""
    step = 10 ** floor(log10(number))
    return round(number / step) * step
# --8<-- [end:functions]


# --8<-- [start:example]
inputs = {
    "users": 4e6 * user,
    "reads": 12 * request / (user * day),
    "writes": 1 * request / (user * day),
    "row": 500 * byte / request,
    "page": 40 * KB / request,
    "kept": 3 * year,
}
per_machine = 400 * request / second / machine


def sheet(users, reads, writes, row, page, kept):
    read_peak, write_peak = requests(users, reads), requests(users, writes)
    return {
        "reads": read_peak.to(request / second),
        "writes": write_peak.to(request / second),
        "database": storage(users * writes, row, kept).to(TB),
        "leaving": bandwidth(read_peak, page).to(MB / second),
        "machines": machines(read_peak + write_peak, per_machine).to(machine),
    }


def choice(figures):  # (1)!
    one = figures["writes"] < 5_000 and figures["database"] < 8
    return "one primary" if one else "shards"
# --8<-- [end:example]


if __name__ == "__main__":
    now = sheet(**inputs)
    units = {"reads": "/s", "writes": "/s", "database": " TB", "leaving": " MB/s"}
    for name, value in now.items():
        print(f"{name}: {value:,.{1 if value < 100 and name != 'machines' else 0}f}"
              f"{units.get(name, '')}")  # fmt: skip
    spoken = aloud(4e6 * 12) / 1e5 * 3  # a day is 100,000 s
    print(f"reads, aloud: {spoken:,.0f}/s")
    print(f"reads, aloud is short by: {1 - spoken / now['reads']:.0%}")
    traffic = inputs["users"] * inputs["reads"] * inputs["page"] * month
    usd = (traffic * (50 * dollar / TB)).to(dollar)
    print(f"traffic, a month: {usd:,.0f} USD")
    print(f"the choice: {choice(now)}")
    flips = []
    for name, value in inputs.items():
        then = choice(sheet(**{**inputs, name: 4 * value}))
        flips += [name] if then != choice(now) else []
        print(f"{name}, four times: {then}")
    assert flips == ["users", "writes", "row", "kept"]
    assert 0.05 < 1 - spoken / now["reads"] < 0.2
    assert (storage(1 * request / second, GB / request, second)).to(GB) == 2
