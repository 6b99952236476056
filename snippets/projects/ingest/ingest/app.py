"""The application: what is made at the start, and what must be finished at the end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI
from ingest import faulty, reading, receiving
from ingest.ending import end
from ingest.events import Clock
from ingest.faults import Injected
from ingest.replay import Replay
from ingest.room import Room
from ingest.settings import Ingest
from ingest.spill import Spill
from ingest.store import Store
from ingest.writer import Writer

from snippets.projects.kit import serving


def create(settings: Ingest) -> FastAPI:
    """Return the service."""
    faults = Injected()
    folder, most = settings.data_dir / "spill", settings.spill_bytes
    spill = Spill(folder, most, settings.segment_bytes, faults)
    room = Room(settings.waiting_bytes, settings.slow_seconds)
    store = Store(settings.dsn, settings.pool_size, settings.store_seconds, faults)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        await store.open()
        app.state.writer = Writer(store, spill, settings.writers, settings.write_events)
        replay = Replay(store, spill, settings.probe_seconds, settings.write_events)
        way = httpx.AsyncHTTPTransport(uds=settings.columnar_socket)
        async with httpx.AsyncClient(transport=way, timeout=2) as app.state.columnar:
            yield
        await end(replay, app.state.writer, spill, settings.settle_seconds)
        await store.close()

    async def durable() -> None:
        if not store.up:
            spill.writable()

    app = FastAPI(
        title="ingest", version="1", docs_url=None, redoc_url=None, lifespan=life
    )
    app.state.settings, app.state.store, app.state.spill = settings, store, spill
    app.state.room, app.state.faults = room, faults
    app.state.clock = Clock(
        settings.clock_ahead_seconds * 1000, settings.clock_late_seconds * 1000
    )
    app.include_router(receiving.router)
    app.include_router(reading.router)
    if settings.fault_injection:
        app.include_router(faulty.router)
    return serving.prepare(app, {"durable": durable})
