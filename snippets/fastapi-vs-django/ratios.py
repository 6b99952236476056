# needs: postgresql
# timeout: 180
"""Five kinds of endpoint on three servers: what is the ratio?"""

import statistics

from bench import cpu, load, memory, served, tables

KINDS = {"no database": "/plain", "one query": "/books/7", "one query by hand": "/sql",
         "twenty queries": "/twenty", "slow upstream": "/slow"}

tables()
rate, used, p50, p99 = {}, {}, {}, {}
with (served("fastapi") as fastapi, served("django, WSGI") as wsgi,
      served("django, ASGI") as asgi):
    # --8<-- [start:measure]
    servers = {"FastAPI": (*fastapi, ""), "WSGI": (*wsgi, ""),
               "ASGI": (*asgi, "/async")}
    for _ in range(3):
        for kind, path in KINDS.items():
            clients = 64 if kind == "slow upstream" else 16
            for name, (port, pid, prefix) in servers.items():  # (1)!
                where = path if kind == "one query by hand" else prefix + path
                before = cpu(pid)
                took, a_second = load(port, where, clients, 0.3)
                milliseconds = (cpu(pid) - before) * 1000 / len(took)  # (2)!
                rate.setdefault((kind, name), []).append(a_second)
                used.setdefault((kind, name), []).append(milliseconds)
                p50[kind, name] = statistics.median(took)
                p99[kind, name] = statistics.quantiles(took, n=100)[98]
    # --8<-- [end:measure]
    size = {name: memory(pid) for name, (_, pid, _) in servers.items()}

ms = {key: statistics.median(values[1:]) for key, values in used.items()}
for kind in KINDS:
    print(f"{kind}, CPU: " + ", ".join(f"{name} ≈ {ms[kind, name]:.2f} ms"
                                       for name in servers))
for kind in KINDS:
    print(f"{kind}, requests/s: "
          + ", ".join(f"{name} ≈ {statistics.median(rate[kind, name][1:]):.0f}"
                      for name in servers))
for name in servers:
    print(f"one query, {name}: p50 ≈ {p50['one query', name]:.0f} ms, "
          f"p99 ≈ {p99['one query', name]:.0f} ms")
print("memory: " + ", ".join(f"{name} ≈ {size[name]:.0f} MiB" for name in servers))
for kind in KINDS:
    for name in ("WSGI", "ASGI"):
        if kind == "slow upstream":
            pairs = zip(rate[kind, "FastAPI"][1:], rate[kind, name][1:])
            ratio = statistics.median(fast / slow for fast, slow in pairs)
        else:
            ratio = ms[kind, name] / ms[kind, "FastAPI"]
        print(f"FastAPI to {name}, {kind}: ≈ {ratio:.1f}")
        if name == "WSGI":
            assert ratio > 1.5 if kind == "slow upstream" else 0.1 < ratio < 4, kind
