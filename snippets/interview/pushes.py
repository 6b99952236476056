"""The second half of three rounds: what interviewers push on, as numbers."""

from snippets.design.units import GB, KB, MB, TB, Quantity, byte, day, dollar
from snippets.design.units import hour, month, second

link, click, payment = Quantity(1, link=1), Quantity(1, click=1), Quantity(1, payment=1)
post, visit = Quantity(1, post=1), Quantity(1, visit=1)

# --8<-- [start:shortener]
links, tenants = 100e6 * link / (30 * day), 5_000
large = links / tenants * 100  # a tenant a hundred times the mean
of_all = large / links
imported = large * (30 * day) / (1 * hour)  # its month of links, in one hour
campaign = 5e6 * click / 5 / (600 * second)  # one SMS in five is opened, in 10 min
cold = 11_574 * click / second * 2  # two page reads each, when the cache is empty
move = 6e9 * link / (5_000 * link / second)  # the copy, slow on purpose
# --8<-- [end:shortener]
print(f"empty cache, page reads: {cold.to(click / second):,.0f}/s")
print(f"large tenant, of all links: {of_all.value:.0%}")
print(f"large tenant, import in an hour: {imported.to(link / second):.0f}/s")
print(f"large tenant, one campaign: {campaign.to(click / second):,.0f}/s")
print(f"copying 6 billion links, days: {move.to(day):.0f}")

# --8<-- [start:payments]
sea = 0.070 * second  # a round trip to the other region: measure yours
in_path = 2 * sea  # intent and result are two commits
fee_row = 1 * payment / sea  # a row is locked until its commit is confirmed
fee = 0.029 * 40 * dollar / payment + 0.30 * dollar / payment
transfer = 0.35 * dollar / payment  # another rail's price
fees = 1e6 * payment / day * fee
own = 6 * 62 * dollar / month + 3 * 900 * dollar / month  # APIs; database, 2 standbys
cheaper = fee + -1 * transfer
half = (0.5 * fee / cheaper).value  # share of payments that must change rail
# --8<-- [end:payments]
print(f"two regions, added to a payment: {in_path.to(second) * 1000:.0f} ms")
print(f"two regions, one fee row can change: {fee_row.to(payment / second):.0f}/s")
print(f"fees: {fees.to(dollar / day):,.0f} USD/day")
print(f"own machines: {own.to(dollar / day):,.0f} USD/day")
print(f"own machines, of both: {(own / (own + fees)).value:.3%}")
print(f"on another rail, for half the fees: {half:.0%}")

# --8<-- [start:feed]
reads, page = 1_157 * visit / second, 60 * KB / visit
timelines, copies = 81 * GB, 2
usd_ram, usd_out = 4 * dollar / (GB * month), 50 * dollar / TB
memory = timelines * copies * usd_ram * month
traffic = reads * page * month * usd_out
shorter = memory / 4  # 200 entries instead of 800
lighter = traffic * (25 / 60)  # compressed, and only what is new since the last visit
as_post, as_entries = 500 * byte, 20e6 * 16 * byte  # the biggest account, over the sea
# --8<-- [end:feed]
before = (memory + traffic).to(dollar)
print(f"timelines in memory, a month: {memory.to(dollar):,.0f} USD")
print(f"pages leaving, a month: {traffic.to(dollar):,.0f} USD")
print(f"bill with short timelines: {(shorter + traffic).to(dollar) / before:.0%}")
print(f"bill with light pages: {(memory + lighter).to(dollar) / before:.0%}")
print(f"biggest post over the sea, as a post: {as_post.to(byte):.0f} B")
print(f"biggest post over the sea, as deliveries: {as_entries.to(MB):.0f} MB")
assert imported.to(link / second) > 4 * 116 and of_all.value < 0.03
assert fee_row.to(payment / second) < 204 / 10
assert (shorter + traffic).to(dollar) / before > 0.9
assert (memory + lighter).to(dollar) / before < 0.5
