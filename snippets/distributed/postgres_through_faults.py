# needs: postgresql
"""A connection to PostgreSQL falls silent. Which setting notices, and when?"""

import os
import threading
import time
from urllib.parse import urlsplit

import psycopg

from snippets.distributed.fault_proxy import FaultProxy

URL = urlsplit(os.environ["DATABASE_URL"])
PATIENCE = 7
# --8<-- [start:cases]
KEEPALIVE = "&keepalives_idle=1&keepalives_interval=1&keepalives_count=2"
SETTINGS = {
    "libpq defaults": "",
    "keepalives 1/1/2": KEEPALIVE,
    "tcp_user_timeout 2 s": "&tcp_user_timeout=2000",
    "both": KEEPALIVE + "&tcp_user_timeout=2000",
    "the same, keepalives=0": "&keepalives=0&tcp_user_timeout=2000",  # (1)!
}
CASES = {  # fault, and whether the query is sent before it or after it
    "silent proxy": ("stall", "after"),
    "packets lost, then a query": ("black hole", "after"),
    "query sent, then packets lost": ("black hole", "before"),
}
# --8<-- [end:cases]
outcome: dict[tuple[str, str], float] = {}


def attempt(case: str, name: str) -> None:
    fault, query_sent = CASES[case]
    proxy = FaultProxy(URL.hostname, URL.port).__enter__()
    url = URL._replace(netloc=f"{URL.username}@127.0.0.1:{proxy.port}").geturl()
    joint = "&" if URL.query else "?"
    db = psycopg.connect(f"{url}{joint}connect_timeout=5{SETTINGS[name]}",
                         autocommit=True)
    db.execute("SELECT 1")
    delay = 0.5 if query_sent == "before" else 0
    threading.Timer(delay, proxy.inject, [fault]).start()
    if not delay:
        time.sleep(0.1)
    start = time.monotonic()
    try:
        db.execute("SELECT pg_sleep(60)")
    except psycopg.OperationalError:
        outcome[case, name] = time.monotonic() - start


threads = [threading.Thread(target=attempt, args=(case, name), daemon=True)
           for case in CASES for name in SETTINGS]
for thread in threads:
    thread.start()
time.sleep(PATIENCE)
for case in CASES:
    print(f"{case}:")
    for name in SETTINGS:
        seconds = outcome.get((case, name))
        print(f"  {name:22} " + (f"error after ≈ {seconds:.1f} s" if seconds else
                                 f"still waiting after {PATIENCE} s"))
noticed = set(outcome)
lost, sent = "packets lost, then a query", "query sent, then packets lost"
assert noticed == {
    (lost, "tcp_user_timeout 2 s"), (lost, "both"),
    (sent, "keepalives 1/1/2"), (sent, "both"),
}, noticed
admin = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
left = "FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"
running = admin.execute(f"SELECT count(*) {left}").fetchone()[0]
print(f"queries that the server still runs: {running}")
admin.execute(f"SELECT pg_terminate_backend(pid) {left}")
os._exit(0)
