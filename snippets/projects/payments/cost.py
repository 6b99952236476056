# needs: postgresql(own)
# timeout: 60
"""What one charge writes, from the request to the delivered webhook."""

import os

import httpx
import psycopg
from accept.shop import Receiver, Shop, until

from snippets.projects.kit.catalog import find
from snippets.projects.kit.running import started

CHARGES = 100
TABLES = (
    "idempotency_key",
    "charge",
    "operation",
    "ledger_transaction",
    "ledger_entry",
    "event",
    "delivery",
)
project = find("payments")

with (
    started(project, project.accept) as service,
    httpx.Client(base_url=service.url, timeout=15) as http,
):
    receiver, shop = Receiver(), Shop(http)
    shop.opens()
    shop.listen(receiver.url)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as db:
        one = lambda query: db.execute(query).fetchone()[0]  # noqa: E731
        rows = lambda: {
            t: one(f"SELECT count(*) FROM {t}") for t in TABLES
        }  # noqa: E731
        before, start = rows(), one("SELECT pg_current_wal_lsn()")
        for _ in range(CHARGES):
            shop.post("/charges", shop.order())
        until(lambda: len(receiver.got) >= CHARGES, 30)
        until(lambda: one("SELECT count(*) FROM delivery WHERE state = 'pending'") == 0)
        wal = one(f"SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '{start}')") / CHARGES
        added = {t: (now - before[t]) / CHARGES for t, now in rows().items()}
    for table, count in added.items():
        print(f"{table}: {count:g}")
    print(f"rows a charge: {sum(added.values()):g}")
    print(f"WAL a charge: ≈ {float(wal) / 1024:.1f} KiB")
    assert sum(added.values()) == 8 and wal < 40_000
