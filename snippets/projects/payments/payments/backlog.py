"""Gauges of what waits: read from the database, since no process alone knows it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import structlog
from prometheus_client import Gauge
from psycopg_pool import AsyncConnectionPool

from payments.store import one, transaction

log = structlog.get_logger()
SECONDS = 5.0
# --8<-- [start:gauges]
GAUGES = {
    name: Gauge(f"payments_{name}", said)
    for name, said in {
        "operations_pending": "Operations that wait for the processor",
        "operations_oldest_seconds": "Age of the oldest: its outcome is unknown",
        "webhooks_pending": "Deliveries that are due or on their way",
        "webhooks_oldest_seconds": "Age of the oldest of them",
        "webhooks_dead": "Deliveries that were given up and not replayed",
    }.items()
}
QUERY = """
SELECT * FROM
  (SELECT count(*) AS operations_pending,
          coalesce(extract(epoch FROM now() - min(created_at)), 0)
            AS operations_oldest_seconds
   FROM operation WHERE state = 'pending'),
  (SELECT count(*) AS webhooks_pending,
          coalesce(extract(epoch FROM now() - min(v.created_at)), 0)
            AS webhooks_oldest_seconds
   FROM delivery d JOIN event v ON v.id = d.event_id WHERE d.state = 'pending'),
  (SELECT count(*) AS webhooks_dead FROM delivery WHERE state = 'dead')
"""
# --8<-- [end:gauges]


@asynccontextmanager
async def watched(pool: AsyncConnectionPool) -> AsyncIterator[None]:
    """Keep the gauges up to date until the block ends."""
    task = asyncio.create_task(_watch(pool))
    yield
    task.cancel()
    await asyncio.wait([task])


async def _watch(pool: AsyncConnectionPool) -> None:
    while True:
        try:
            async with transaction(pool) as session:
                found = await one(session, QUERY)
            for name, value in found.items():
                GAUGES[name].set(value)
        except (psycopg.Error, TimeoutError) as error:
            log.warning("backlog unknown", error=f"{type(error).__name__}: {error}")
        await asyncio.sleep(SECONDS)
