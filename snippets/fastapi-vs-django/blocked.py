# needs: postgresql
# timeout: 120
"""Forty clients ask for an upstream of 50 ms, in the five ways there are."""

from bench import load, served, tables

tables()
ways = {}
# --8<-- [start:ways]
with served("fastapi") as (port, _):
    ways["FastAPI, await in async def"] = load(port, "/slow", 40, 0.5)
    ways["FastAPI, blocking call in def"] = load(port, "/threads", 40, 0.5)
    ways["FastAPI, blocking call in async def"] = load(port, "/blocking", 40, 0.5)
with served("django, WSGI") as (port, _):
    ways["Django, blocking call, 10 threads"] = load(port, "/slow", 40, 0.5)
with served("django, ASGI") as (port, _):
    ways["Django, await in an async view"] = load(port, "/async/slow", 40, 0.5)
    ways["Django, blocking call in a sync view on ASGI"] = load(port, "/slow", 40, 0.5)
# --8<-- [end:ways]
for way, (took, rate) in ways.items():
    print(f"{way}: ≈ {rate:.0f}/s")
for way, (took, rate) in ways.items():
    print(f"slowest, {way}: ≈ {max(took):.0f} ms")
assert ways["FastAPI, blocking call in async def"][1] < 21
assert ways["Django, blocking call, 10 threads"][1] < 205
assert ways["FastAPI, await in async def"][1] > 60
