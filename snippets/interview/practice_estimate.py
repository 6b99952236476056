"""The answer to the exercise: parking tickets with photographs."""

from snippets.design.units import KB, MB, TB, day, request, second, user
from snippets.interview.estimate import aloud, bandwidth, requests, storage, year

wardens = 20_000 * user
tickets, looks = 60 * request / (user * day), 90 * request / (user * day)
photo, row = 900 * KB / request, 1 * KB / request
writes_peak = requests(wardens, tickets, peak=4).to(request / second)
print(f"tickets at the peak: {writes_peak:.0f}/s")
print(f"tickets at the peak, aloud: {aloud(writes_peak):.0f}/s")
writes = wardens * tickets
kept = storage(writes, photo, 10 * year, copies=1)
print(f"photographs in ten years: {kept.to(TB):,.0f} TB")
recent = storage(writes, photo, 90 * day, copies=1)
print(f"photographs, 90 days: {recent.to(TB):.0f} TB")
rows = storage(writes, row, 10 * year)
print(f"rows in ten years, two copies: {rows.to(TB):.1f} TB")
leaving = bandwidth(requests(wardens, looks, peak=4), photo)
print(f"photographs leaving at the peak: {leaving.to(MB / second):.0f} MB/s")
assert kept.to(TB) > 400 * rows.to(TB)
