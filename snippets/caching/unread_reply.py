# needs: valkey
"""A connection goes back to the pool with a reply in it, and the next user gets it."""

import json
import os

import redis

url = os.environ["REDIS_URL"]
r = redis.from_url(url, decode_responses=True)
for user in ("alice", "bob"):
    r.set(f"profile:{user}", json.dumps({"owner": user}))

# --8<-- [start:unread]
connection = redis.Connection(
    **redis.ConnectionPool.from_url(url).connection_kwargs | {"decode_responses": True}
)
connection.connect()


def get(user: str, cancelled: bool = False) -> dict | None:
    connection.send_command("GET", f"profile:{user}")
    if cancelled:
        return None  # (1)!
    return json.loads(connection.read_response())


get("alice", cancelled=True)
for request in (1, 2):
    held = get("bob")
    print(f"bob asks, request {request}, gets the profile of: {held['owner']}")
    assert held["owner"] == ("alice" if request == 1 else "bob")
    if held["owner"] != "bob":
        connection.disconnect()  # (2)!
        print("owner differs: discard the connection, count it, treat it as a miss")
# --8<-- [end:unread]
