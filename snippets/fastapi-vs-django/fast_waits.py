"""Three ways to wait in FastAPI; the third stops everybody."""

import asyncio
import time

from fastapi import APIRouter

router = APIRouter()


# --8<-- [start:waits]
@router.get("/plain")
async def plain() -> dict:
    return {"ok": True}


@router.get("/slow")
async def slow() -> dict:
    await asyncio.sleep(0.05)  # an upstream that answers after 50 ms
    return {"ok": True}


@router.get("/threads")
def threads() -> dict:
    time.sleep(0.05)  # the same upstream, asked by a library that blocks
    return {"ok": True}


@router.get("/blocking")
async def blocking() -> dict:
    time.sleep(0.05)  # (1)!
    return {"ok": True}
# --8<-- [end:waits]


if __name__ == "__main__":
    import inspect

    for route in router.routes:
        where = "loop" if inspect.iscoroutinefunction(route.endpoint) else "thread"
        print(f"{route.path}: runs in the {where}")
