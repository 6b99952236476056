# needs: postgresql
"""The slow upstream again: gunicorn with 10 threads and with 64."""

from bench import load, memory, served, tables

tables()
with served("fastapi") as (port, _):
    fast = load(port, "/slow", 64, 0.6)[1]
for threads in (10, 64):
    with served("django, WSGI", threads=threads) as (port, pid):
        load(port, "/slow", 64, 0.2)
        rate = load(port, "/slow", 64, 0.6)[1]
        print(f"{threads} threads: ≈ {rate:.0f} requests/s, ≈ {memory(pid):.0f} MiB")
    print(f"FastAPI to Django with {threads} threads: ≈ {fast / rate:.1f}")
    assert rate < 205 or threads == 64
