# needs: valkey
"""Server-assisted client-side caching, and the race of its two-connection mode."""

import os
import textwrap

import redis

URL = os.environ["REDIS_URL"]
other = redis.from_url(URL, decode_responses=True)
KEY = "product:1"


def gets() -> int:
    return other.info("commandstats")["cmdstat_get"]["calls"]


# --8<-- [start:client]
class TrackingClient:
    """Keeps what it read in process until Valkey says that the key changed."""

    def __init__(self, placeholder: bool) -> None:
        self.data = redis.from_url(URL, decode_responses=True, protocol=2).client()
        self.local: dict[str, str | None] = {}
        self.placeholder = placeholder
        self.inbox = redis.from_url(URL, decode_responses=True, protocol=2)
        self.news = self.inbox.pubsub()
        self.news.subscribe("__redis__:invalidate")
        self._next("subscribe")
        target = self.news.connection
        target_id = next(
            c["id"] for c in other.client_list() if c["addr"] == address(target)
        )
        self.data.execute_command("CLIENT", "TRACKING", "ON", "REDIRECT", target_id)

    def _next(self, kind: str) -> dict:
        while (message := self.news.get_message(timeout=5))["type"] != kind:
            pass
        return message

    def hear(self) -> None:
        for key in self._next("message")["data"] or list(self.local):  # (1)!
            self.local.pop(key, None)

    def ask(self) -> None:
        if self.placeholder:
            self.local[KEY] = None  # (2)!
        self.data.connection.send_command("GET", KEY)

    def receive(self) -> None:
        value = self.data.connection.read_response()
        if not self.placeholder or KEY in self.local:
            self.local[KEY] = value

    def get(self) -> str:
        if self.local.get(KEY) is None:
            self.ask()
            self.receive()
        return self.local[KEY]
# --8<-- [end:client]


def address(connection: redis.Connection) -> str:
    host, port = connection._sock.getsockname()
    return f"{host}:{port}"


other.set(KEY, 100)
client = TrackingClient(placeholder=True)
served = [client.get() for _ in range(1000)]
print(f"1000 reads, GETs at the server: {gets()}")
assert gets() == 1
other.set(KEY, 200)
client.hear()
print(f"read after a change: {client.get()}, GETs at the server: {gets()}")

for placeholder in (False, True):
    other.set(KEY, 100)
    racer = TrackingClient(placeholder)
    racer.ask()
    while gets() < 3 + placeholder:  # the server has answered; nobody read the answer
        pass
    other.set(KEY, 200)
    racer.hear()
    racer.receive()
    kept = racer.local.get(KEY, "nothing")
    print(f"invalidation overtakes the answer, placeholder {placeholder}: keeps {kept}")
    assert kept == ("nothing" if placeholder else "100")

try:
    cached = redis.from_url(URL, protocol=3, cache_config=redis.cache.CacheConfig())
    cached.get(KEY)
except redis.ConnectionError as error:
    print("redis-py's own client-side cache refuses Valkey:")
    print(textwrap.fill(str(error), 76, initial_indent="  ", subsequent_indent="  "))
