"""Two weeks of a pager: pages, incidents, sleep and toil, counted from the log."""
import collections
import datetime

# --8<-- [start:log]
LOG = """
2026-11-02T03:10 disk    35 no    2026-11-02T14:20 burn    90 yes
2026-11-03T02:55 disk    30 no    2026-11-03T03:20 disk    15 no
2026-11-04T11:00 certs   20 yes   2026-11-05T03:05 disk    25 no
2026-11-05T22:40 burn   120 yes   2026-11-05T22:45 latency  0 no
2026-11-05T22:47 queue    0 no    2026-11-05T22:52 replica  0 no
2026-11-07T03:15 disk    30 no    2026-11-09T16:30 deploy  40 yes
2026-11-10T03:00 disk    25 no    2026-11-12T09:10 burn    60 yes
2026-11-13T03:20 disk    20 no    2026-11-14T19:05 queue   45 yes
"""  # when, alert, minutes of work, did somebody have to act
# --8<-- [end:log]
words = LOG.split()
pages = [words[n:n + 4] for n in range(0, len(words), 4)]
shifts, incidents, causes = collections.Counter(), {}, collections.Counter()
night = minutes = acted = 0
last = datetime.datetime.min
for at, alert, work, act in pages:
    when = datetime.datetime.fromisoformat(at)
    shift = when.date(), when.hour // 12
    shifts[shift] += 1
    if when - last > datetime.timedelta(minutes=30):  # (1)!
        incidents[shift] = incidents.get(shift, 0) + 1
    last = when
    causes[alert] += 1
    night += when.hour < 7 or when.hour >= 22
    minutes += int(work)
    acted += act == "yes"

SHIFTS, BUDGET = 14 * 2, 10 * 8 * 60  # 12 hours each; one engineer, ten working days
print(f"pages in {SHIFTS} shifts: {len(pages)}")
print(f"incidents: {sum(incidents.values())}")
print(f"most incidents in one shift: {max(incidents.values())}")
print(f"most pages in one shift: {max(shifts.values())}")
print(f"pages that needed somebody: {acted / len(pages):.0%}")
print(f"pages between 22:00 and 07:00: {night}")
worst, count = causes.most_common(1)[0]
print(f"loudest alert: {worst}")
print(f"its pages: {count}")
print(f"pages without it: {len(pages) - count}")
print(f"minutes typed into the log, of one engineer's time: {minutes / BUDGET:.0%}")
whole = sum(incidents.values()) * 6 * 60  # with what follows, by Google's estimate
print(f"six hours an incident, of one engineer's time: {whole / BUDGET:.0%}")
assert max(incidents.values()) <= 2 < max(shifts.values())
assert minutes < 0.2 * BUDGET and whole > 0.5 * BUDGET
