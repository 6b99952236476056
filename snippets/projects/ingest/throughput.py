# needs: postgresql, clickhouse
# timeout: 120
import os
from dataclasses import replace

from snippets.projects.ingest.lab import producers
from snippets.projects.kit import catalog, running

systems = {"DATABASE_URL": os.environ["DATABASE_URL"]}
ingest = catalog.find("ingest")
naive = replace(ingest, serve="lab.naive", workers=())
alone = replace(ingest, workers=())  # the copy to ClickHouse would take a core
SECONDS = 2
# --8<-- [start:runs]
RUNS = {
    "a row a commit, 100 events a request": (naive, 100, 16),
    "COPY in batches, 100 events a request": (alone, 100, 16),
    "a row a commit, 1 event a request": (naive, 1, 64),
    "COPY in batches, 1 event a request": (alone, 1, 64),
}
rates, waits = {}, {}
for name, (project, batch, connections) in RUNS.items():
    with running.started(alone, systems):  # (1)!
        pass
    with running.started(project, systems) as service:
        load = producers.start(
            service.url, SECONDS, batch=batch, connections=connections
        )
        seen = producers.finished(load)
    assert set(seen.statuses) == {"200"}, seen.statuses
    rates[name], waits[name] = seen.events / seen.seconds, producers.p99(seen)
    print(f"{name}: ≈ {rates[name]:,.0f} events/s, p99 ≈ {waits[name]:.0f} ms")
# --8<-- [end:runs]
rows, copy, row, one = rates.values()
slow, quick, _, _ = waits.values()
assert copy > 4 * rows and copy > 4 * one and slow > 2 * quick
print(f"events/s, COPY against rows, 100 a request: ≈ {copy / rows:.0f}")
print(f"p99, rows against COPY, 100 a request: ≈ {slow / quick:.0f}")
print(f"events/s, COPY against rows, 1 a request: ≈ {one / row:.1f}")
print(f"events/s, COPY, 100 a request against 1: ≈ {copy / one:.0f}")
