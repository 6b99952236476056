"""A decision worksheet: what must hold, what it costs, what changes the answer."""
# --8<-- [start:sheet]
NEED = {"jobs a second at the peak": 40, "readers of the same message": 1,
        "days of history that somebody replays": 0}
OPTIONS = {  # the limits this team sets, and estimated hours of the first year
    "PostgreSQL table": {
        "jobs a second at the peak": 400, "readers of the same message": 2,
        "days of history that somebody replays": 1, "tokens": 0,
        "hours": {"upgrades": 0, "alerts and runbooks": 8, "training": 0,
                  "bloat and vacuum": 16, "two systems in step": 0}},
    "Kafka": {
        "jobs a second at the peak": 20000, "readers of the same message": 100,
        "days of history that somebody replays": 30, "tokens": 1,
        "hours": {"upgrades": 60, "alerts and runbooks": 80, "training": 120,
                  "bloat and vacuum": 0, "two systems in step": 60}},
}


def choose(need, tokens):
    """Of those that meet every need and can be paid in tokens, the fewest hours."""
    fit = [name for name, can in OPTIONS.items()
           if all(can[what] >= amount for what, amount in need.items())
           and can["tokens"] <= tokens]
    return min(fit, key=hours, default="neither")


def hours(name):
    return sum(OPTIONS[name]["hours"].values())
# --8<-- [end:sheet]


for name in OPTIONS:
    print(f"{name}, hours in the first year: {hours(name)}")
cheapest, other = sorted(map(hours, OPTIONS))
print(f"hours alone change the answer above or below: {other} and {cheapest}")
print(f"today: {choose(NEED, tokens=1)}")
for what, value in (("jobs a second at the peak", 1500),
                    ("readers of the same message", 6),
                    ("days of history that somebody replays", 7)):
    changed = {**NEED, what: value}
    print(f"with {value} {what}: {choose(changed, tokens=1)}")
spent = choose({**NEED, "readers of the same message": 6}, tokens=0)
print(f"six readers, and the tokens are spent: {spent}")
headroom = OPTIONS["PostgreSQL table"]["jobs a second at the peak"] / 40
print(f"headroom of the boring option: {headroom:.1f} times")
