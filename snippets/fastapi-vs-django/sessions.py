# needs: postgresql(own)
# timeout: 90
"""Sixty requests, one after the other: how many connections does Django open?"""

import os

import httpx
import psycopg
from bench import served, tables

tables()
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def established() -> int:
    """Connections since the server started, from its own counter."""
    db.execute("SELECT pg_stat_force_next_flush()")
    return db.execute("SELECT sum(sessions) FROM pg_stat_database "
                      "WHERE datname = current_database()").fetchone()[0]


opened = {}
# --8<-- [start:cases]
for server, path, pool in (("django, WSGI", "/books/7", "0"),
                           ("django, ASGI", "/async/books/7", "0"),
                           ("django, ASGI", "/async/books/7", "10")):
    with served(server, POOL=pool) as (port, _):  # (1)!
        address = f"http://127.0.0.1:{port}{path}"
        with httpx.Client() as client:
            before = established()
            for _ in range(60):
                assert client.get(address).status_code == 200
    setting = f"pool of {pool}" if pool != "0" else "CONN_MAX_AGE 60"
    # --8<-- [end:cases]
    while db.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type = "
                     "'client backend' AND datname = current_database()"
                     ).fetchone()[0] > 1:
        pass  # the last ones are leaving
    opened[server, setting] = established() - before
    few = "at most 12" if opened[server, setting] <= 12 else "50 or more"
    print(f"{server}, {setting}, connections for 60 requests: {few}")
assert opened["django, ASGI", "CONN_MAX_AGE 60"] >= 50, opened
assert opened["django, ASGI", "pool of 10"] <= 12, opened
