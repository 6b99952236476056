# needs: postgresql
"""The answer to COMMIT is lost. The client sees an error; the row is there."""

import os
import threading
from urllib.parse import urlsplit

import psycopg

from snippets.distributed.fault_proxy import FaultProxy

direct = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
direct.execute("CREATE TABLE payment (id bigint GENERATED ALWAYS AS IDENTITY, yen int)")
direct.execute("CREATE TABLE payment_keyed (key text PRIMARY KEY, yen int)")
url = urlsplit(os.environ["DATABASE_URL"])


# --8<-- [start:pay]
def pay(insert: str, key: str | None = None) -> tuple[str, str]:
    """Pay once; cut the connection when the answer to COMMIT is due."""
    with FaultProxy(url.hostname, url.port) as proxy:
        via = url._replace(netloc=f"{url.username}@127.0.0.1:{proxy.port}").geturl()
        db = psycopg.connect(via)
        db.execute(insert, [key] if key else [])
        xid = db.execute("SELECT pg_current_xact_id()::text").fetchone()[0]  # (1)!
        proxy.inject("lost answer")
        threading.Timer(0.5, proxy.inject, ["reset"]).start()
        try:
            db.commit()
        except psycopg.OperationalError as error:
            return xid, str(error.sqlstate)


NAIVE = "INSERT INTO payment (yen) VALUES (500)"
KEYED = "INSERT INTO payment_keyed VALUES (%s, 500) ON CONFLICT DO NOTHING"
xid, sqlstate = pay(NAIVE)
status = direct.execute("SELECT pg_xact_status(%s::xid8)", [xid]).fetchone()[0]  # (2)!
# --8<-- [end:pay]
print(f"SQLSTATE that the client has: {sqlstate}")
print(f"pg_xact_status: {status}")
direct.execute(NAIVE)  # the retry
pay(KEYED, "order-1")
direct.execute(KEYED, ["order-1"])  # the retry
for table in ("payment", "payment_keyed"):
    rows = direct.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    print(f"rows in {table} after the retry: {rows}")
    assert rows == (2 if table == "payment" else 1)
assert status == "committed"
