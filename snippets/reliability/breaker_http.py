"""A failing and a slow dependency over real HTTP, without and with a breaker."""

import asyncio
import threading
import time

import httpx
from fastapi import FastAPI, Response

from snippets.reliability.breaker import Breaker
from snippets.reliability.serve import serve

CALLS, TIMEOUT = 40, 0.1
app, mode, reached = FastAPI(), "ok", 0


@app.get("/price")
async def price(response: Response):
    global reached
    reached += 1
    if mode == "slow":
        await asyncio.sleep(2)
    response.status_code = 500 if mode == "failing" else 200
    return {"price": 100}


# --8<-- [start:guard]
def ask(client, breaker):
    permit = breaker.allow() if breaker else None
    if breaker and permit is None:
        return "refused"  # (1)!
    try:
        status = client.get("/price").status_code
        ok = status < 500  # (2)!
    except httpx.TransportError:
        ok = False
    if breaker:
        breaker.record(permit, ok)
    return "ok" if ok else "failed"
# --8<-- [end:guard]


def run(client, breaker):
    global reached
    reached, start = 0, time.monotonic()
    seen = [ask(client, breaker) for _ in range(CALLS)]
    return seen, reached, time.monotonic() - start


def new():
    return Breaker(time.monotonic, calls=10, minimum=10, wait=1.0, probes=2)


with serve(app) as address, httpx.Client(base_url=address, timeout=TIMEOUT) as client:
    client.get("/price", timeout=5)
    spent = {}
    for mode in ("failing", "slow"):
        for name, breaker in (("no breaker", None), ("breaker", new())):
            seen, calls, seconds = run(client, breaker)
            spent[mode, name] = seconds
            print(f"{mode}, {name}, calls that reach it: {calls}")
            print(f"{mode}, {name}, spent: ≈ {seconds:.2f} s")
            assert calls == (CALLS if breaker is None else 10)
    assert spent["slow", "no breaker"] >= CALLS * TIMEOUT * 0.9
    assert spent["slow", "breaker"] < spent["slow", "no breaker"] / 2
    gained = spent["slow", "no breaker"] / spent["slow", "breaker"]
    print(f"slow, times faster with it: ≈ {gained:.1f}")

    mode = "ok"
    time.sleep(1.0)
    print("after the wait:", [(ask(client, breaker), breaker.state) for _ in range(3)])
    assert breaker.state == "closed"

    mode, breaker = "slow", new()
    with httpx.Client(base_url=address, timeout=None) as patient:
        stuck = [threading.Thread(target=ask, args=(patient, breaker), daemon=True)
                 for _ in range(20)]
        for thread in stuck:
            thread.start()
        time.sleep(1)
        waiting = sum(thread.is_alive() for thread in stuck)
        print(f"no timeout, of 20 callers still waiting after 1 s: {waiting}")
        print(f"no timeout, the breaker is: {breaker.state}")
        print(f"no timeout, results that it has seen: {len(breaker.window)}")
        assert waiting == 20 and breaker.state == "closed"
        for thread in stuck:
            thread.join()
