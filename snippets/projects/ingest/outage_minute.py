# needs: postgresql, clickhouse
# timeout: 900
# soak: 6
import os
import tempfile
from collections import Counter
from pathlib import Path

from snippets.projects.ingest.lab import outage
from snippets.projects.ingest.lab.link import Link

link = Link(os.environ["DATABASE_URL"])
folder = Path(tempfile.mkdtemp(prefix="ingest-"))
# --8<-- [start:soak]
with outage.service(link, folder) as service:
    found = outage.run(
        service, link, 60, 60, 180, "silent", connections=32, rate=30, ids=1
    )  # (1)!
    total = outage.copied(service.url, 120)
# --8<-- [end:soak]
seen, (first, during, last) = found.seen, found.memory
acknowledged = set(seen.ids)
store, columnar = Counter(outage.in_store()), Counter(outage.in_columnar(folder))
print(
    "requests by status:",
    ", ".join(f"{s}: ≈ {n}" for s, n in sorted(seen.statuses.items())),
)
print(f"events acknowledged: ≈ {seen.events:,}")
print("acknowledged events missing in PostgreSQL:", len(acknowledged - store.keys()))
print("acknowledged events missing in ClickHouse:", len(acknowledged - columnar.keys()))
print("events kept twice:", sum(n > 1 for n in [*store.values(), *columnar.values()]))
print(f"spill at the end of the minute: ≈ {found.spilled / 2**20:.0f} MiB")
print(f"spill empty after: ≈ {found.replayed_after:.0f} s")
p99 = sorted(seen.milliseconds)[int(len(seen.milliseconds) * 0.99)]
print(f"p99 of acknowledgements: ≈ {p99:.0f} ms")
print(f"slowest acknowledgement: ≈ {max(seen.milliseconds) / 1000:.1f} s")
print(f"memory, during the outage against before: ≈ {during / first:.2f}")
print(f"memory, end against before: ≈ {last / first:.2f}")
assert last < 1.25 * first and not acknowledged - store.keys()
