# needs: postgresql, clickhouse
# timeout: 120
import os
import tempfile
from collections import Counter
from pathlib import Path

from snippets.projects.ingest.lab import outage
from snippets.projects.ingest.lab.link import Link

link = Link(os.environ["DATABASE_URL"])
folder = Path(tempfile.mkdtemp(prefix="ingest-"))
acknowledged: set[str] = set()
# --8<-- [start:outages]
quick = {"STORE_SECONDS": "1", "PROBE_SECONDS": "0.2", "COPY_SECONDS": "0.2"}
with outage.service(link, folder, **quick) as service:
    for how in ("cut", "silent"):  # (1)!
        seen = outage.run(
            service, link, 1, 2, 1, how, connections=4, rate=40, ids=1
        ).seen
        refused = sum(n for status, n in seen.statuses.items() if status != "200")
        slowest = max(seen.milliseconds) / 1000
        print(f"{how}, requests not acknowledged:", refused)
        print(f"{how}, slowest acknowledgement: ≈ {slowest:.1f} s")
        assert slowest < 5
        acknowledged |= set(seen.ids)
    assert outage.metric(service.url, "ingest_replayed_events_total") > 0
    outage.copied(service.url)
# --8<-- [end:outages]
store, columnar = Counter(outage.in_store()), Counter(outage.in_columnar(folder))
print("acknowledged events missing in PostgreSQL:", len(acknowledged - store.keys()))
print("acknowledged events missing in ClickHouse:", len(acknowledged - columnar.keys()))
print("events kept twice:", sum(n > 1 for n in [*store.values(), *columnar.values()]))
print("the two stores hold the same ids:", store == columnar)
