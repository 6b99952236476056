"""Load that does not wait for answers: each request leaves at its own time."""

import asyncio
import time
from collections import Counter

import httpx


async def offer(address, rates, seconds, patience, ask, watch=None):
    """Send `rates[kind]` requests a second. `ask(client, kind)` sends one and returns
    its answer; the user gives up after `patience`. Return the answers 200 per kind,
    those of any status, and when the first user got none or another one."""
    good, answered, first_error = Counter(), Counter(), None
    limits, timeout = httpx.Limits(max_connections=None), httpx.Timeout(patience)
    async with httpx.AsyncClient(
        base_url=address, limits=limits, timeout=timeout
    ) as client:

        async def one(kind, at):
            nonlocal first_error
            await asyncio.sleep(at - time.monotonic())
            status = None
            try:
                async with asyncio.timeout(patience):
                    status = (await ask(client, kind)).status_code
                answered[kind] += 1
            except (TimeoutError, httpx.HTTPError):
                pass
            good[kind] += status == 200
            if status != 200 and first_error is None:
                first_error = time.monotonic() - start

        start = time.monotonic() + 0.2
        async with asyncio.TaskGroup() as group:
            for kind, rate in rates.items():
                for n in range(rate * seconds):
                    group.create_task(one(kind, start + n / rate))
            if watch:
                group.create_task(watch(client, start))
    return good, answered, first_error


if __name__ == "__main__":
    from fastapi import FastAPI

    from snippets.reliability.serve import serve

    app = FastAPI()

    @app.get("/{kind}")
    async def handle(kind: str):
        await asyncio.sleep(2 if kind == "slow" else 0)

    async def ask(client, kind):
        return await client.get(f"/{kind}")

    with serve(app) as address:
        load = offer(address, {"fast": 20, "slow": 5}, 2, 1.0, ask)
        good, answered, first_error = asyncio.run(load)
    print(f"fast: {good['fast']} of 40, slow: {good['slow']} of 10")
    assert (good["fast"], good["slow"]) == (40, 0) and first_error >= 1.0
