# needs: postgresql, clickhouse
# timeout: 120
import os
from dataclasses import replace

from snippets.projects.ingest.lab import producers
from snippets.projects.kit import catalog, running

alone = replace(catalog.find("ingest"), workers=())
systems = {"DATABASE_URL": os.environ["DATABASE_URL"], "WRITERS": "1"}
SECONDS = 4
# --8<-- [start:loads]
bounded = systems | {"WAITING_BYTES": str(2 * 2**20)}
boundless = systems | {"WAITING_BYTES": str(2**30)}


def load(url: str, rate: float) -> tuple[float, producers.Seen]:
    """Return the events a second that were acknowledged within a second."""
    process = producers.start(url, SECONDS, connections=400, batch=100, rate=rate)  # (1)!
    seen = producers.finished(process)
    return (seen.events - seen.late) / SECONDS, seen


with running.started(alone, bounded) as service:
    closed = producers.finished(producers.start(service.url, SECONDS, connections=8))
    most = closed.events / closed.seconds / 100  # requests a second
    once, _ = load(service.url, 0.8 * most)  # (2)!
    twice, shed = load(service.url, 2 * 0.8 * most)
with running.started(alone, boundless) as service:
    without, waited = load(service.url, 2 * 0.8 * most)
# --8<-- [end:loads]
print(f"sustainable: ≈ {80 * most:,.0f} events/s")
print(f"offered once, good: ≈ {once / (80 * most):.0%}")
print(f"offered twice, good against once: ≈ {twice / once:.0%}")
print(f"offered twice, p99 of what was accepted: ≈ {producers.p99(shed):.0f} ms")
print(f"offered twice, refused with 429: ≈ {shed.statuses.get('429', 0) / sum(shed.statuses.values()):.0%}")
print(f"without a bound, good against once: ≈ {without / once:.0%}")
print(f"without a bound, p99: ≈ {producers.p99(waited):.0f} ms")
assert set(shed.statuses) == {"200", "429"}
assert twice > 0.8 * once and without < 0.8 * twice
