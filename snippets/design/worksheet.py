"""From what the product promises to machines and money. Replace the inputs."""

from math import ceil

from snippets.design.units import GB, KB, MB, TB, byte, day, dollar, machine
from snippets.design.units import month, request, second, user

# --8<-- [start:inputs]
users = 3_000_000 * user  # active in a day
uploads, views = 0.5 * request / (user * day), 8 * request / (user * day)
peak = 3.0  # busiest minute / mean of the day
image, row = 200 * KB / request, 350 * byte / request  # row: with its indexes
copies, years, growth = 2, 2, 1.06  # primary and one standby; horizon; a month
held = 0.004 * second / request  # a database connection, per request
per_machine, target = 260 * request / second / machine, 0.60  # from a load test
usd_machine, usd_store = 62 * dollar / (machine * month), 23 * dollar / (TB * month)
usd_out = 50 * dollar / TB  # the contract's price for traffic that leaves
# --8<-- [end:inputs]

# --8<-- [start:idea]
writes, reads = users * uploads, users * views
peak_rate = (writes + reads) * peak
then = growth ** (12 * years)  # traffic of the last month, in times of today's
written = sum(growth**m for m in range(12 * years)) * month  # in months of today's
images = writes * image * written  # (1)!
database = writes * row * written * copies
leaving = reads * image * then
busy = peak_rate * held * then  # (2)!
machines = ceil(peak_rate.to(per_machine * machine) * then / target) * machine
bill = {  # of the last month
    "machines": machines * usd_machine * month,
    "images": images * usd_store * month,
    "traffic": leaving * usd_out * month,
}
# --8<-- [end:idea]

rate = request / second
print(f"writes, mean: {writes.to(rate):.1f}/s")
print(f"reads, mean: {reads.to(rate):.0f}/s")
print(f"requests, peak: {peak_rate.to(rate):.0f}/s")
print(f"images in two years: {images.to(TB):.0f} TB")
print(f"database in two years, both copies: {database.to(GB):.0f} GB")
print(f"traffic at the peak: {(reads * image * peak).to(MB / second):.0f} MB/s")
print(f"connections in use at the peak: {busy.to(1 * request / request):.1f}")
print(f"traffic of the last month, in times of today's: {then:.1f}")
print(f"machines at {target:.0%}: {machines.to(machine):.0f}")
total = sum(part.to(dollar) for part in bill.values())
for name, part in bill.items():
    usd = part.to(dollar)
    print(f"{name}, a month: {usd:,.0f} USD")
    print(f"{name}, of the bill: {usd / total:.0%}")
asked = (writes + reads) * month * then
print(f"a million requests: {total / asked.to(1e6 * request):.2f} USD")
print(f"an active user, a year: {total / then / users.to(user) * 12:.2f} USD")
try:
    images + leaving
except TypeError as error:
    print(f"refused: {error}")
else:
    raise AssertionError("the worksheet added a stock to a flow")
assert bill["traffic"].to(dollar) > bill["machines"].to(dollar) * 10
