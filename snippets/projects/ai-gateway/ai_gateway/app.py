"""Puts the gateway together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI
from redis.asyncio import Redis

from ai_gateway import admin, errors, public
from ai_gateway.cache import Cache
from ai_gateway.calls import Book
from ai_gateway.chat import Chat
from ai_gateway.guard import Guard
from ai_gateway.ledger import Ledger
from ai_gateway.limiter import Limiter
from ai_gateway.registry import Registry
from ai_gateway.routing import Router
from ai_gateway.settings import Gateway
from snippets.projects.kit import database, serving

VALKEY_SECONDS = 1.0


def build(settings: Gateway) -> FastAPI:
    """Return the application; its connections open when it starts."""
    valkey = Redis.from_url(
        str(settings.redis_url),
        socket_timeout=VALKEY_SECONDS + 1,
        socket_connect_timeout=VALKEY_SECONDS,
        max_connections=500,
    )
    pool = database.pool(settings.dsn, settings.pool_size)
    limiter, router = Limiter(valkey), Router(settings.credentials)
    book = Book(limiter, Cache(valkey))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await pool.open()
        ledger = asyncio.create_task(Ledger(valkey, pool, limiter).run())
        yield
        await book.drain()
        ledger.cancel()
        with suppress(asyncio.CancelledError):
            await ledger
        await router.client.aclose()
        await pool.close()
        await valkey.aclose()

    app = FastAPI(title="AI gateway", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.settings, app.state.pool = settings, pool
    app.state.registry = Registry(pool, settings.config_seconds, settings.stale_seconds)
    app.state.chat = Chat(book, router, settings.log_prompts)
    app.include_router(public.router)
    app.include_router(admin.router)
    app.add_middleware(Guard, limit=settings.body_bytes)
    # PostgreSQL is not asked: the gateway goes on for STALE_SECONDS without it.
    serving.prepare(app, {"valkey": valkey.ping})
    errors.serve(app)
    return app
