"""Puts the service together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from fastapi.routing import APIRoute

from saas import api_accounts, api_organizations, pages, pages_organization
from saas import errors, guards, store, work
from saas.settings import SaasSettings
from saas.stripe_api import Stripe
from snippets.projects.kit import database
from snippets.projects.kit.serving import prepare

PARTS = (api_accounts, api_organizations, pages, pages_organization)


def routes() -> list[APIRoute]:
    """Return every route that this service adds."""
    return [route for part in PARTS for route in part.router.routes]


def create(settings: SaasSettings) -> FastAPI:
    """Return the service; it connects when it starts."""
    pool = database.pool(settings.app_dsn, settings.pool_size)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        stripe, stop = Stripe(settings), asyncio.Event()
        app.state.stripe = stripe
        async with pool:
            await store.wall_stands(pool)
            working = asyncio.create_task(work.run(stop, pool, stripe, settings))
            yield
            stop.set()
            await working
            await stripe.close()

    none = {"docs_url": None, "redoc_url": None}  # they load from other hosts
    app = FastAPI(title="Flags", version="1", lifespan=lifespan, **none)
    app.state.pool, app.state.settings = pool, settings
    for part in PARTS:
        app.include_router(part.router)
    prepare(app, {"postgresql": partial(database.answers, pool)})
    errors.serve(app, routes())
    https = settings.base.startswith("https:")
    guards.serve(app, settings.payment_origins, https=https)
    return app
