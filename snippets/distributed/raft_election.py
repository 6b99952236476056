"""A model of Raft's election after a leader crash (Ongaro and Ousterhout 2014, 9.3).

Network and disk: an RPC takes 2 to 3 ms, its answer too, and a vote is on disk before
it is sent, 8 to 12 ms, all uniform: 15 ms together, the paper's broadcast time.
"""

import csv
import heapq
import os
import random

LIMIT = 10_000  # ms; what takes longer is cut off here


# --8<-- [start:model]
def elect(rng, low, high, disk=(8, 12), wire=(2, 3), own_vote_first=False):
    """Return ms from the leader's crash to a new leader: four of five servers left."""
    logs = [0, 1, 2, 3]  # (1)!
    term, voted, votes = [0] * 4, [0] * 4, [set() for _ in range(4)]
    timer, events, serial = [0] * 4, [], 0

    def at(time, *event):
        nonlocal serial
        serial += 1
        heapq.heappush(events, (time, serial, *event))

    def restart_timer(server, now):
        timer[server] += 1
        at(now + rng.uniform(low, high), "timeout", server, timer[server])

    crash = rng.uniform(0, low / 2)  # (2)!
    for server in range(4):
        restart_timer(server, rng.uniform(*wire))
    while events:
        now, _, kind, server, *rest = heapq.heappop(events)
        if now - crash > LIMIT:
            break
        if kind == "timeout" and rest[0] == timer[server]:
            term[server] += 1
            voted[server], votes[server] = term[server], {server}
            restart_timer(server, now)
            ready = now + (rng.uniform(*disk) if own_vote_first else 0)  # (5)!
            for peer in {0, 1, 2, 3} - {server}:
                at(ready + rng.uniform(*wire), "ask", peer, server, term[server])
        elif kind == "ask":
            candidate, asked = rest
            term[server] = max(term[server], asked)
            if asked < term[server] or voted[server] == asked:
                continue
            if logs[candidate] >= logs[server]:  # (3)!
                voted[server] = asked
                restart_timer(server, now)
                back = now + rng.uniform(*disk) + rng.uniform(*wire)
                at(back, "vote", candidate, server, asked)
        elif kind == "vote" and rest[1] == term[server]:
            votes[server].add(rest[0])
            if len(votes[server]) == 3:  # (4)!
                return now - crash
    return LIMIT
# --8<-- [end:model]


LINES = {"150": (150, 150, 100)}
LINES |= {f"150-{150 + r}": (150, 150 + r, 1000) for r in (1, 5, 25, 50, 150)}
LINES["12-24"] = (12, 24, 1000)
table = {}
for name, (low, high, trials) in LINES.items():
    rng = random.Random(2)
    table[name] = sorted(elect(rng, low, high) for _ in range(trials))

for name, times in table.items():
    median = times[len(times) // 2]
    late = sum(time >= LIMIT for time in times)
    print(
        f"{name:8} median {median:6.0f} ms, worst {times[-1]:6.0f} ms, "
        f"over 10 s: {late} of {len(times)}"
    )
fast = table["12-24"]
stuck = sum(time >= LIMIT for time in table["150"])
print(f"150, over 10 s: {stuck} of {len(table['150'])}")
print(f"150-155, median: {table['150-155'][500]:.0f} ms")
print(f"150-200, worst: {table['150-200'][-1]:.0f} ms")
print(f"12-24, mean: {sum(fast) / len(fast):.0f} ms")
print(f"12-24, worst: {fast[-1]:.0f} ms")
rng = random.Random(2)
first = sorted(elect(rng, 150, 155, own_vote_first=True) for _ in range(1000))
print(f"150-155, own vote on disk first, median: {first[500]:.0f} ms")
assert stuck == len(table["150"]) and first[500] > 5 * 269
with open(os.environ.get("PLOT_DATA", os.devnull), "w") as file:
    rows = csv.writer(file)
    rows.writerow(["percent", *LINES])
    for percent in range(1, 100):
        row = (times[len(times) * percent // 100] for times in table.values())
        rows.writerow([percent, *(f"{time:.1f}" for time in row)])
