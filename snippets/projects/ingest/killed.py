# needs: postgresql, clickhouse
# timeout: 90
import os
import tempfile
import time
from pathlib import Path

from snippets.projects.ingest.lab import outage, producers
from snippets.projects.ingest.lab.link import Link

link = Link(os.environ["DATABASE_URL"])
folder = Path(tempfile.mkdtemp(prefix="ingest-"))
quick = {"STORE_SECONDS": "1", "PROBE_SECONDS": "0.1", "COPY_SECONDS": "0.2"}
# --8<-- [start:kill]
acknowledged: set[str] = set()
for _ in range(3):
    with outage.service(link, folder, **quick) as service:
        sending = producers.start(service.url, 2, connections=4, rate=40, ids=1)
        time.sleep(0.7)
        link.become("cut")
        time.sleep(0.8)
        service.processes["ingest"].kill()  # (1)!
        acknowledged |= set(producers.finished(sending).ids)
    segment = max((folder / "spill").glob("*.log"))
    with segment.open("rb+") as file:
        begun = file.read(18)
        file.seek(0, os.SEEK_END)
        file.write(begun)  # (2)!
    link.become("up")

with outage.service(link, folder, **quick) as service:
    outage.copied(service.url)
    torn = service.logged().count('"event": "spill_torn"')
# --8<-- [end:kill]
ids = outage.in_store()
print("killed while the store was away:", 3)
print("acknowledged events missing:", len(acknowledged - set(ids)))
print("events kept twice:", len(ids) - len(set(ids)))
print("segments left in the spill:", len(list((folder / "spill").iterdir())))
assert acknowledged and torn
