# needs: valkey
"""A pool that leaks connections shuts everybody else out."""

import os

import redis

r = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
for name in ("maxclients", "timeout", "tcp-keepalive"):
    print(f"{name}: {r.config_get(name)[name]}")

r.config_set("maxclients", 20)
leaked = []
try:
    while True:
        client = redis.from_url(
            os.environ["REDIS_URL"], client_name="checkout", protocol=2, retry=None
        )
        client.ping()
        leaked.append(client)
except redis.exceptions.RedisError as error:
    print(f"next client: {error}")

print(f"connected_clients: {r.info('clients')['connected_clients']}")
print(f"rejected at least one: {r.info('stats')['rejected_connections'] > 0}")
owners = [client["name"] for client in r.client_list()]
print(f"named checkout: {owners.count('checkout')}")
assert owners.count("checkout") == 19
