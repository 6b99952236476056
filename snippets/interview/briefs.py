"""Twelve designs: the inputs of each brief, and the numbers that matter."""

from math import ceil

DAY, HOUR, MONTH = 86_400, 3_600, 30 * 86_400  # seconds
COMMIT = 0.003  # seconds until durable; design/latency_table measures one
KB, MB, GB, TB = 1e3, 1e6, 1e9, 1e12


def show(design, **numbers):
    for name, text in numbers.items():
        print(f"{design}, {name.replace('_', ' ')}: {text}")


# --8<-- [start:idea]
def busy(rate, seconds):
    """Little's law: how many are under way at once."""
    return rate * seconds


rate = 20e6 / DAY * 5  # webhooks: 20 million events a day, peak 5 times the mean
show("webhooks", peak=f"{rate:,.0f}/s", open=f"{busy(rate, 0.3):,.0f}",
     open_if_a_third_hangs=f"{busy(rate * 2 / 3, 0.3) + busy(rate / 3, 10):,.0f}")
# --8<-- [end:idea]
rate, kept = 5_000, 7 * 365 * DAY  # audit log: events/s of 800 bytes, seven years
show("audit log", a_day=f"{rate * 800 * DAY / GB:,.0f} GB",
     kept_at_one_eighth=f"{rate * 800 * kept / 8 / TB:,.0f} TB",
     entries_a_commit=f"{ceil(rate * COMMIT)}")
ask, price = 20_000 * 10, 3_000 * 2.5e-6 + 400 * 15e-6  # assistant: USD a question
show("assistant", a_question=f"{price:.4f} USD",
     a_month=f"{ask * 22 * price:,.0f} USD",
     vectors=f"{5e6 * 1_024 * 4 / GB:.0f} GB")
rate = 10e9 / DAY  # ad clicks: 10 billion a day of 100 bytes, 2 million ads a minute
show("ad clicks", mean=f"{rate:,.0f}/s", raw=f"{10e9 * 100 / TB:.0f} TB/day",
     ids_of_ten_minutes=f"{rate * 2 * 600 * 16 / GB:.1f} GB")
show("nearby", places_in_memory=f"{50e6 * 32 / GB:.1f} GB",  # 50 million places
     machines=f"{ceil(20_000 / 4_000 / 0.6 * 1.5)}",
     candidates_downtown=f"{3_000 * 3.14:,.0f}")  # 3,000 a km², radius 1 km
disk = 12 * TB * 0.6  # key-value store: 100 TB in three copies
nodes = ceil(300 * TB / disk)
show("key-value store", machines=f"{nodes}",
     rebuilt_by_one=f"{disk / (100 * MB) / HOUR:.0f} h",
     rebuilt_by_all=f"{disk / ((nodes - 1) * 20 * MB) / HOUR:.1f} h")
buyers = 500_000 / 60  # inventory: one article, 40,000 pieces, everybody at once
show("inventory", buyers=f"{buyers:,.0f}/s", one_row=f"{1 / COMMIT:,.0f}/s",
     rows_at_60_percent=f"{ceil(buyers * COMMIT / 0.6)}")
viewers, comments = 2e6, 500  # live comments under one stream
show("live comments", each_to_all=f"{viewers * comments:,.0f}/s",
     one_batch_a_second=f"{viewers * KB * 8 / GB:.0f} Gbit/s",
     machines=f"{ceil(viewers / 50_000)}")
rules = 30e6 * 5  # calendar: weekly meetings of 30 million users, for ten years
show("calendar", rules=f"{rules:,.0f}",
     written_out=f"{rules * 520:,.0f}",
     written_out_for_90_days=f"{rules * 13:,.0f}")
tasks = 2_000 * 60  # erasure: 2,000 people a day in 60 stores
show("erasure", tasks=f"{tasks:,}/day", complete_at_once=f"{0.999**60:.1%}",
     left_a_day=f"{2_000 * (1 - 0.999**60):.0f}")
jobs = 50_000 / DAY * 4  # CI: 50,000 jobs a day of 8 minutes, peak 4 times the mean
show("CI", machines_busy=f"{busy(jobs, 480):,.0f}",
     starting_cold=f"{busy(jobs, 40):,.0f}", cold_start_share=f"{40 / 480:.0%}")
show("log search", hot_for_30_days=f"{3 * 30 * 1.3 * 2:,.0f} TB",
     one_hour_read=f"{3 * TB / 24 / (50 * GB):.1f} s",  # 50 machines, 1 GB/s each
     one_day_read=f"{3 * TB / (50 * GB):.0f} s")
assert busy(1_157 / 3, 10) > 10 * busy(1_157, 0.3) and nodes > 20
