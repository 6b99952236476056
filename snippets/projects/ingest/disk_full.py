# needs: postgresql, clickhouse
# timeout: 120
import os
import resource
import tempfile
from dataclasses import replace
from pathlib import Path

import httpx

from snippets.projects.ingest.lab import outage, producers
from snippets.projects.ingest.lab.link import Link
from snippets.projects.kit import catalog, running

link = Link(os.environ["DATABASE_URL"])
folder = Path(tempfile.mkdtemp(prefix="ingest-"))
alone = replace(catalog.find("ingest"), workers=())
systems = {"DATABASE_URL": link.dsn, "DATA_DIR": str(folder), "PROBE_SECONDS": "0.1"}
# --8<-- [start:full]
MOST = 100_000
resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, resource.RLIM_INFINITY))  # (1)!
with running.started(alone, systems) as service:
    link.become("cut")
    acknowledged, statuses = [], []
    for _ in range(8):
        ids, payload = producers.body(100)
        answer = httpx.post(
            f"{service.url}/v1/events",
            content=payload,
            headers={"Content-Type": "application/json"},
        )
        statuses.append(answer.status_code)
        if answer.status_code == 200:
            acknowledged += ids
        else:
            print("refused:", answer.json()["code"], answer.json()["detail"])
    print("answers:", *statuses)
    sizes = sorted(path.stat().st_size for path in (folder / "spill").iterdir())
    print("bytes of the two segments:", *sizes)
    # --8<-- [end:full]
    link.become("up")
    while outage.metric(service.url, "ingest_spill_bytes"):
        pass
kept = outage.in_store()
print("acknowledged events missing:", len(set(acknowledged) - set(kept)))
print("refused events kept:", len(set(kept) - set(acknowledged)))
