# needs: postgresql(synchronous_commit=off), clickhouse
# timeout: 120
import os
from dataclasses import replace

import httpx

from snippets.projects.ingest.lab import producers
from snippets.projects.kit import catalog, running

alone = replace(catalog.find("ingest"), workers=())
# --8<-- [start:loads]
systems = {"DATABASE_URL": os.environ["DATABASE_URL"], "FAULT_INJECTION": "true"}
small = {"WRITERS": "1", "WRITE_EVENTS": "350"}
slow = {"store": "slow", "hold_seconds": 0.3, "seconds": 30}  # (1)!
EACH = {"batch": 50, "pad": 1250}  # 50 events are 70 kB
SECONDS = 8


def load(url: str, rate: float) -> tuple[float, producers.Seen]:
    """Return the events a second that were acknowledged in time."""
    httpx.put(f"{url}/faults", json=slow)
    seen = producers.finished(
        producers.start(url, SECONDS, connections=300, rate=rate, **EACH)
    )
    return (seen.events - seen.late) / SECONDS, seen


with running.started(alone, systems | small | {"WAITING_BYTES": str(2**20)}) as service:
    httpx.put(f"{service.url}/faults", json=slow)
    closed = producers.finished(producers.start(service.url, 3, connections=14, **EACH))
    most = closed.events / closed.seconds / 50  # requests a second
    once, _ = load(service.url, 0.9 * most)  # (2)!
    twice, shed = load(service.url, 2 * 0.9 * most)
with running.started(alone, systems | small | {"WAITING_BYTES": str(2**30)}) as service:
    without, waited = load(service.url, 2 * 0.9 * most)
# --8<-- [end:loads]
total = sum(shed.statuses.values())
print(f"the store takes: ≈ {most:.0f} requests/s")
print(f"offered once, acknowledged in time: ≈ {once / (45 * most):.0%}")
print(f"offered twice, in time, against once: ≈ {twice / once:.0%}")
print(f"offered twice, p99 of the acknowledged: ≈ {producers.p99(shed):.0f} ms")
print(f"offered twice, refused with 429: ≈ {shed.statuses['429'] / total:.0%}")
print(f"without a bound, in time, against once: ≈ {without / once:.0%}")
print(f"without a bound, p99 of the acknowledged: ≈ {producers.p99(waited):.0f} ms")
assert set(shed.statuses) == {"200", "429"}
assert twice > 0.8 * once and without < 0.8 * twice
