"""Load on the service while its store goes away and comes back; and all ids then."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg

from snippets.projects.ingest.lab import producers
from snippets.projects.ingest.lab.link import Link
from snippets.projects.kit import catalog, running

DATABASE = os.environ.get("DATABASE_URL", "")
IDS = """import sys
from chdb.session import Session
session = Session(sys.argv[1])
print(session.query("SELECT id FROM ingest.events FINAL", "TabSeparated"))
session.close()"""


@contextmanager
def service(link: Link, folder: Path, **settings: str):
    """Run both processes with the store behind `link` and their files in `folder`."""
    environment = {"DATABASE_URL": link.dsn, "DATA_DIR": str(folder), **settings}
    with running.started(catalog.find("ingest"), environment) as found:
        yield found


def metric(url: str, name: str) -> float:
    """Return a metric's value; 0 where it is not there yet."""
    for line in httpx.get(f"{url}/metrics").text.splitlines():
        if line.startswith(f"{name} "):
            return float(line.split()[1])
    return 0


def memory(process) -> int:
    """Return the resident memory of a process in bytes."""
    text = Path(f"/proc/{process.pid}/status").read_text()
    return int(text.split("VmRSS:")[1].split()[0]) * 1024


@dataclass
class Outcome:
    """What the producers saw, the most in the spill in bytes, the seconds until it was
    empty again, and the resident memory of the service at three times."""

    seen: producers.Seen
    spilled: float
    replayed_after: float
    memory: tuple[int, int, int]


def run(
    found, link: Link, before: float, down: float, after: float, how: str, **load
) -> Outcome:
    """Send for the three times together, with the store away in the second."""
    serve = found.processes["ingest"]
    sending = producers.start(found.url, before + down + after, **load)
    time.sleep(before)
    first = memory(serve)
    link.become(how)
    time.sleep(down)
    during, spilled = memory(serve), metric(found.url, "ingest_spill_bytes")
    link.become("up")
    back = time.monotonic()
    while metric(found.url, "ingest_spill_bytes"):
        time.sleep(0.05)
    took = time.monotonic() - back
    seen = producers.finished(sending)
    return Outcome(seen, spilled, took, (first, during, memory(serve)))


def copied(url: str, seconds: float = 60) -> int:
    """Wait until the spill is empty and both stores count the same; return how many."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        counts = httpx.get(f"{url}/v1/sources/lab/counts", timeout=20).json()
        same = counts["store"] and counts["store"] == counts["columnar"]
        if same and not counts["spill_bytes"]:
            return counts["store"]
        time.sleep(0.1)
    raise TimeoutError(f"the stores differ: {counts}")


def in_store() -> list[str]:
    """All ids in PostgreSQL."""
    with psycopg.connect(DATABASE) as session:
        return [str(row[0]) for row in session.execute("SELECT id::text FROM events")]


def in_columnar(folder: Path) -> list[str]:
    """All ids in ClickHouse, whose process has ended, each as often as it counts. Read by
    a process of its own, since ClickHouse writes to stderr what it does about memory."""
    command = [sys.executable, "-c", IDS, str(folder / "clickhouse")]
    told = subprocess.run(command, capture_output=True, text=True)
    if told.returncode:
        raise RuntimeError(f"ClickHouse's events cannot be read: {told.stderr}")
    return told.stdout.split()
