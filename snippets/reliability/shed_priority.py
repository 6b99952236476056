"""Twice the load that the service can carry: who still gets an answer in time?"""

import asyncio

from fastapi import FastAPI, Request, Response

from snippets.reliability.open_loop import offer
from snippets.reliability.serve import serve

SLOTS, WORK, PATIENCE, SECONDS = 1, 0.05, 0.5, 3  # capacity: 1 / 0.05 = 20 a second
OFFERED = {"checkout": 10, "browse": 30}  # a second: twice the capacity


# --8<-- [start:app]
def make(longest_queue):
    app, slots, waiting = FastAPI(), asyncio.Semaphore(SLOTS), 0

    @app.get("/")
    async def handle(request: Request, response: Response):
        nonlocal waiting
        kind = request.headers["priority"]  # (1)!
        if waiting >= longest_queue[kind]:
            response.status_code = 503  # (2)!
            return {}
        waiting += 1
        await slots.acquire()
        waiting -= 1
        await asyncio.sleep(WORK)  # in place of the work; a slot is taken meanwhile
        slots.release()
        return {}

    return app


POLICIES = {
    "unbounded queue": {"checkout": 10**9, "browse": 10**9},
    "bounded queue": {"checkout": 5, "browse": 5},
    "by priority": {"checkout": 5, "browse": 1},
}
# --8<-- [end:app]


async def ask(client, kind):
    return await client.get("/", headers={"priority": kind})


share = {}
for policy, longest_queue in POLICIES.items():
    with serve(make(longest_queue)) as address:
        good, *_ = asyncio.run(offer(address, OFFERED, SECONDS, PATIENCE, ask))
    share[policy] = good["checkout"] / (OFFERED["checkout"] * SECONDS)
    print(f"{policy}, checkouts in time: ≈ {share[policy]:.0%}")
    total = sum(good.values()) / SECONDS
    print(f"{policy}, all answers in time: ≈ {total:.0f}/s")
assert share["unbounded queue"] < 0.4 < 0.75 < share["by priority"]
assert share["bounded queue"] < share["by priority"] - 0.1
