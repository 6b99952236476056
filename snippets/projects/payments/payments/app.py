"""Puts the API together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import psycopg
import structlog
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from payments import accounts, backlog, charges, endpoints, reconciliations
from payments.settings import Settings
from payments.store import opened
from snippets.projects.kit import database, problems, serving

log = structlog.get_logger()


def create(settings: Settings) -> FastAPI:
    """Return the API; its pool opens when it starts."""
    pool = opened(settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await pool.open()
        async with backlog.watched(pool):
            yield
        await pool.close()

    app = FastAPI(title="Payments", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.pool, app.state.settings = pool, settings
    for part in (accounts, charges, endpoints, reconciliations):
        app.include_router(part.router, prefix="/v1")
    app.add_exception_handler(psycopg.OperationalError, _unavailable)
    app.add_exception_handler(TimeoutError, _unavailable)
    return serving.prepare(app, {"database": partial(database.answers, pool)})


async def _unavailable(request: Request, error: Exception) -> JSONResponse:
    """The database is away, full or too slow: nobody knows whether it was written, so
    the client repeats with the same key."""
    why = f"{type(error).__name__}: {error}"
    log.warning("database", path=request.url.path, error=why)
    detail = "the outcome is unknown; repeat the request with the same Idempotency-Key"
    return problems.answer(503, "try_again", detail, {"Retry-After": "1"})
