# needs: postgresql
"""An async endpoint that keeps its connection while it waits for an upstream."""

from bench import load, served, tables

tables()
with served("fastapi") as (port, _):
    rates = {}
    for path in ("/slow", "/holding"):
        load(port, path, 64, 0.2)
        took, rates[path] = load(port, path, 64, 0.8)
        print(f"{path}: ≈ {rates[path]:.0f} requests/s, slowest ≈ {max(took):.0f} ms")
print("bound of a pool of 10 held for 50 ms: 200 requests/s")
assert rates["/holding"] < 205 and rates["/slow"] > rates["/holding"]
