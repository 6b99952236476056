"""/livez: the process turns. /readyz: it can do its work, and is not about to stop."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from fastapi import FastAPI
from fastapi.responses import JSONResponse

CHECK_SECONDS = 1.0
Check = Callable[[], Awaitable[object]]


def serve(app: FastAPI, checks: Mapping[str, Check]) -> None:
    """Add both routes. A check is right when it returns within a second.

    Liveness asks nothing of other systems: a database that is down must not make the
    platform kill every replica that waits for it.
    """
    app.state.draining = False

    @app.get("/livez", include_in_schema=False)
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @app.get("/readyz", include_in_schema=False)
    async def ready() -> JSONResponse:
        found = {name: await _state(check) for name, check in checks.items()}
        if app.state.draining:
            found["process"] = "stopping"
        fine = set(found.values()) <= {"ok"}
        return JSONResponse(found, status_code=200 if fine else 503)


async def _state(check: Check) -> str:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            await check()
    except Exception as error:  # whatever it is, the answer is "not ready", and why
        return type(error).__name__
    return "ok"
