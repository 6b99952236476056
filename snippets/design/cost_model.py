"""What a service costs, a request and a customer. Every price is yours to replace."""

# --8<-- [start:inputs]
HOURS, REQUESTS = 730, 620e6  # of a month
PRICES = {  # USD a month, from an invoice or a price list with its date
    "instances": 12 * 0.085 * HOURS,
    "database, primary and standby": 2 * 0.52 * HOURS,
    "backups and volumes, GB": 1_800 * 0.10,
    "traffic out, GB": 9_000 * 0.05,
    "traffic between zones, GB": 31_000 * 0.02,
    "logs, GB": 2_400 * 0.50,
}
HOUR_OF_WORK, ON_CALL, TOIL = 95, 1_100, 26  # USD; USD a month; hours a month
# --8<-- [end:inputs]

# --8<-- [start:idea]
machines = sum(PRICES.values())
people = ON_CALL + TOIL * HOUR_OF_WORK
print(f"machines, a month: {machines:,.0f} USD")
for name, usd in sorted(PRICES.items(), key=lambda item: -item[1]):
    print(f"  {name}: {usd:,.0f} USD, {usd / machines:.0%}")
print(f"people, a month: {people:,.0f} USD")
million = (machines + people) / REQUESTS * 1e6
print(f"a million requests: {million:.2f} USD")
print(f"a million requests, machines alone: {machines / REQUESTS * 1e6:.2f} USD")

tenants = {  # how many, share of the machines of one, what one pays
    "large": (1, 0.31, 1_100),
    "middle": (40, 0.012, 400),
    "small": (2_000, 1.05e-4, 19),
}
customers = sum(count for count, _, _ in tenants.values())
for kind, (_, share, pays) in tenants.items():
    costs = share * machines + people / customers  # (1)!
    margin = 1 - costs / pays
    print(f"{kind} tenant, costs: {costs:,.2f} USD")
    print(f"{kind} tenant, pays: {pays:,} USD")
    print(f"{kind} tenant, margin: {margin:.0%}")
# --8<-- [end:idea]

# --8<-- [start:another]
nodes = 3 * 0.19 * HOURS + 120  # USD a month
learning, upkeep = 160, 14  # hours once; hours a month
first_year = 12 * (nodes + upkeep * HOUR_OF_WORK) + learning * HOUR_OF_WORK
print(f"another datastore, machines in a year: {12 * nodes:,.0f} USD")
print(f"another datastore, with people, first year: {first_year:,.0f} USD")
bought, build = 1_400, 700  # USD a month; hours once
for upkeep in (16, 8, 2):  # hours a month
    saved = bought - upkeep * HOUR_OF_WORK
    even = f"{build * HOUR_OF_WORK / saved:.0f}" if saved > 0 else "never"
    print(f"{upkeep} hours of upkeep a month, months until building pays: {even}")
# --8<-- [end:another]

# --8<-- [start:use]
function = 0.20 + 1e6 * 0.080 * 0.5 * 1.67e-5  # calls, and 80 ms of 0.5 GB each
print(f"a function paid by use, a million requests: {function:.2f} USD")
for use in (0.05, 0.10, 0.20, 0.40, 0.60):
    price = PRICES["instances"] / (12 * 260 * use * 3600 * HOURS) * 1e6
    print(f"instances used to {use:.0%}, a million requests: {price:.2f} USD")
even = PRICES["instances"] / (12 * 260 * 3600 * HOURS) * 1e6 / function
print(f"an instance is cheaper from a use of: {even:.0%}")
# --8<-- [end:use]
assert people > machines / 2 and first_year > 3 * 12 * nodes
