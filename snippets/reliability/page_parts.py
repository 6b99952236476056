"""A product page assembled from four backends, with every part allowed to fail."""

import asyncio
import time

import httpx
from fastapi import FastAPI, HTTPException

from snippets.reliability.serve import serve

BUDGET, MAX_STALE = 1.0, 60.0  # seconds
backends, page, mood, clock_offset = FastAPI(), FastAPI(), {}, 0.0


@backends.get("/{part}")
async def part_of_page(part: str):
    if mood.get(part) == "hangs":
        await asyncio.sleep(4)
    if mood.get(part) == "down":
        raise HTTPException(500)
    return {"product": "Kettle", "price": 4980, "reviews": ["good", "hot"],
            "similar": ["Teapot"]}[part]


# --8<-- [start:page]
FALLBACK = {"reviews": None, "similar": ["Bestseller"]}  # (1)!
last_price = None


def now():
    return time.monotonic() + clock_offset


@page.get("/page")
async def assemble():
    global last_price

    async def ask(part):
        answer = await client.get(f"/{part}")
        return answer.raise_for_status().json()

    tasks = {part: asyncio.create_task(ask(part))
             for part in ("product", "price", "reviews", "similar")}
    await asyncio.wait(tasks.values(), timeout=BUDGET)  # (2)!
    got, degraded = {}, []
    for part, task in tasks.items():
        if task.done() and not task.exception():
            got[part] = task.result()
        else:
            task.cancel()  # (3)!
            degraded.append(part)
            got[part] = FALLBACK.get(part)
    if "product" in degraded:
        raise HTTPException(503, "no product", headers={"Retry-After": "5"})
    if "price" not in degraded:
        last_price = (got["price"], now())
    elif last_price and now() - last_price[1] <= MAX_STALE:
        got["price"] = last_price[0]  # (4)!
    return {**got, "buy": got["price"] is not None, "degraded": degraded}
# --8<-- [end:page]


SCENES = [
    ("all well", {}, 0),
    ("similar down", {"similar": "down"}, 0),
    ("reviews hang", {"reviews": "hangs"}, 0),
    ("price down, 30 s", {"price": "down"}, 30),
    ("price down, 61 s", {"price": "down"}, 61),
    ("product hangs", {"product": "hangs"}, 61),
]
with serve(backends) as inner, serve(page) as outer, httpx.Client(timeout=9) as user:
    client = httpx.AsyncClient(base_url=inner, timeout=None)
    user.get(outer + "/page")  # the first connections
    for scene, mood, clock_offset in SCENES:
        start = time.monotonic()
        answer = user.get(outer + "/page")
        took = time.monotonic() - start
        body = answer.json()
        print(f"{scene:<17} {answer.status_code} ≈ {took:.2f} s", end="")
        if answer.status_code == 200:
            shown = [body[part] for part in ("price", "reviews", "similar")]
            print(" ", *shown, "buy" if body["buy"] else "no buy button", sep=" | ")
        else:
            print("  | Retry-After", answer.headers["Retry-After"])
        assert took < BUDGET + 0.7
        assert (answer.status_code == 503) == ("product" in mood)
