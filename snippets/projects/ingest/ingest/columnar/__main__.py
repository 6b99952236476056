"""python -m ingest.columnar: one at a time; a folder of ClickHouse has one owner."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI
from ingest.columnar.copier import Copier
from ingest.columnar.table import Table
from ingest.settings import Ingest

from snippets.projects.kit import serving
from snippets.projects.kit.settings import load


def create(settings: Ingest) -> FastAPI:
    """Return the worker's application; its metrics are at the same socket."""
    table = Table(settings.data_dir / "clickhouse")

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        copier = Copier(settings, table)
        task = asyncio.create_task(copier.run())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        table.close()

    app = FastAPI(docs_url=None, redoc_url=None, lifespan=life)

    @app.get("/counts/{source}")
    async def counts(source: str) -> int:
        return await asyncio.to_thread(table.count, source)

    return serving.prepare(app, {})


if __name__ == "__main__":
    settings = load(Ingest)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    serving.start_process("ingest-columnar", settings)
    serving.serve(create(settings), settings, uds=settings.columnar_socket)
