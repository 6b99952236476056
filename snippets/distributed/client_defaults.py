# needs: postgresql
"""How long each client and server waits when nobody configured anything."""

import os
import socket

import httpx
import psycopg
import redis

print("httpx.Client().timeout:", httpx.Client().timeout)
print("socket.getdefaulttimeout():", socket.getdefaulttimeout())
client = redis.Redis()
print("redis-py socket_timeout:", client.get_connection_kwargs().get("socket_timeout"))
print("psycopg.connect, seconds:", psycopg.conninfo.timeout_from_conninfo({}))
libpq = {o.keyword.decode(): o.val for o in psycopg.pq.Conninfo.get_defaults()}
for name in ("connect_timeout", "keepalives", "keepalives_idle", "tcp_user_timeout"):
    print(f"libpq {name}: {(libpq[name] or b'not set').decode()}")
with psycopg.connect(os.environ["DATABASE_URL"]) as db:
    for name in ("statement_timeout", "transaction_timeout", "lock_timeout",
                 "idle_in_transaction_session_timeout", "idle_session_timeout",
                 "client_connection_check_interval", "tcp_user_timeout",
                 "authentication_timeout"):
        print(f"{name}: {db.execute(f'SHOW {name}').fetchone()[0]}")
