"""A crash at every point: what a checkpoint makes exact, and what the sink must do."""

from collections import Counter

LOG = [f"shop-{n * 7 % 5}" for n in range(40)]
EVERY = 8  # records between two checkpoints


# --8<-- [start:checkpoint]
class Crash(Exception):
    pass


def attempt(saved, sink, crash_at, together):
    """Runs from what is saved to the end of the log, or to the crash."""
    steps = 0

    def step():
        nonlocal steps
        steps += 1
        if steps == crash_at:
            raise Crash

    count, offset = Counter(saved["count"]), saved["offset"]
    pending = []  # (1)!
    while offset < len(LOG):
        key = LOG[offset]
        count[key] += 1
        offset += 1
        line = (key, count[key])
        step()
        sink["append"].append(line)
        sink["upsert"][key] = count[key]  # (2)!
        pending.append(line)
        step()
        if offset % EVERY == 0:
            if together:
                saved.update(offset=offset, count=dict(count))  # (3)!
                saved["prepared"] = (offset, pending)
                step()
            else:
                saved["offset"] = offset  # as an auto-commit beside the state
                step()
                saved["count"] = dict(count)
            publish(saved, sink)
            pending = []
    return steps


def publish(saved, sink):
    if "prepared" in saved and saved["prepared"][0] not in sink["epochs"]:
        epoch, lines = saved["prepared"]
        sink["epochs"].add(epoch)  # (4)!
        sink["committed"] += lines


# --8<-- [end:checkpoint]
def fresh():
    sink = {"append": [], "upsert": {}, "committed": [], "epochs": set()}
    return {"offset": 0, "count": {}}, sink


truth = Counter(LOG)
clean_saved, clean = fresh()
steps = attempt(clean_saved, clean, None, True)
print(f"crash points tried: {steps}")
for name, together in (("offset beside the state", False), ("one checkpoint", True)):
    state = append = upsert = committed = 0
    for crash_at in range(1, steps + 1):
        saved, sink = fresh()
        try:
            attempt(saved, sink, crash_at, together)
        except Crash:
            publish(saved, sink)  # recovery finishes what was prepared
            attempt(saved, sink, None, together)
        state += saved["count"] != truth
        append += sink["append"] != clean["append"]
        upsert += sink["upsert"] != truth
        committed += sink["committed"] != clean["committed"]
    print(f"{name}, state wrong after: {state}")
    print(f"{name}, appended output wrong after: {append}")
    print(f"{name}, upserted output wrong after: {upsert}")
    if together:
        print(f"{name}, committed output wrong after: {committed}")
        assert state == upsert == committed == 0 < append
    else:
        assert state > 0
waits = [EVERY - 1 - n % EVERY for n in range(len(LOG))]
print(f"records a committed line waits, mean: {sum(waits) / len(waits):.1f}")
