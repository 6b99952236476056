"""What the promises use: a shop, a receiver of webhooks, the processor's book."""

import base64
import hashlib
import hmac
import json
import os
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import httpx


def key() -> str:
    """Return a new idempotency key."""
    return uuid.uuid4().hex


def until(found: Callable[[], object], seconds: float = 6) -> object:
    """Return the first true value of `found`; fail after `seconds`."""
    end = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < end, f"nothing after {seconds} s"
        time.sleep(0.03)
    return value


class Shop:
    """An account and what a client does with it."""

    def __init__(self, client: httpx.Client, currency: str = "EUR") -> None:
        self.client, self.currency = client, currency
        made = self.post("/accounts", {"name": "A shop", "currency": currency})
        self.id = made.json()["id"]

    def post(
        self, path: str, body: dict | None = None, k: str | None = None
    ) -> httpx.Response:
        """POST with an idempotency key, a new one unless `k` is given."""
        headers = {"Idempotency-Key": k or key()}
        return self.client.post(f"/v1{path}", json=body, headers=headers)

    def get(self, path: str, **query: object) -> dict | list:
        """GET what must be there."""
        answer = self.client.get(f"/v1{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def order(self, amount: int = 1000, card: str = "tok_visa", **more: str) -> dict:
        """Return the body of a charge."""
        said = {"amount": amount, "card": card, "currency": self.currency}
        return said | {"account_id": self.id} | more

    def charge(self, amount: int = 1000, card: str = "tok_visa", **more: str) -> dict:
        """Charge a card and return the charge when it is done."""
        made = self.post("/charges", self.order(amount, card, **more))
        assert made.status_code == 202, made.text
        return self.done(made.json()["id"])

    def opens(self) -> None:
        """Wait until a first charge is through: workers may start after the API."""
        path = f"/charges/{self.post('/charges', self.order()).json()['id']}"
        until(lambda: self.get(path, wait_seconds=2)["status"] == "captured", 30)

    def done(self, charge: str) -> dict:
        """Return a charge when it is not under way."""
        found = self.get(f"/charges/{charge}", wait_seconds=8)
        assert found["status"] not in ("processing", "capturing"), found
        return found

    def refund(self, charge: str, amount: int) -> httpx.Response:
        """Ask for a refund."""
        return self.post(f"/charges/{charge}/refunds", {"amount": amount})

    def refunded(self, refund: str) -> dict:
        """Return a refund when it is done."""
        read = lambda: self.get(f"/refunds/{refund}")  # noqa: E731
        return until(lambda: (r := read())["status"] != "pending" and r)

    def balance(self) -> int:
        """Return what the service owes to the shop."""
        return self.get(f"/accounts/{self.id}")["balance"]

    def register(self, url: str, k: str | None = None) -> httpx.Response:
        """Ask for a webhook endpoint."""
        body = {"account_id": self.id, "url": url}
        return self.post("/webhook-endpoints", body, k)

    def listen(self, url: str) -> dict:
        """Register a webhook endpoint."""
        made = self.register(url)
        assert made.status_code == 201, made.text
        return made.json()


class Receiver:
    """Takes webhooks on loopback and answers them with `statuses`, the last for ever,
    each after `seconds`."""

    def __init__(self) -> None:
        self.got: list[tuple[float, dict, str]] = []
        self.statuses, self.seconds = [204], 0.0
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                receiver.got.append((time.time(), dict(self.headers), body))
                time.sleep(receiver.seconds)
                statuses = receiver.statuses
                self.send_response(statuses.pop(0) if statuses[1:] else statuses[0])
                self.send_header("Location", receiver.url)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_POST

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        serve = self.server.serve_forever
        threading.Thread(target=serve, args=(0.05,), daemon=True).start()

    def waits(self, count: int, seconds: float = 6) -> list[tuple[float, dict, str]]:
        """Return what has come as soon as it is `count` requests."""
        until(lambda: len(self.got) >= count, seconds)
        return self.got

    def bodies(self) -> list[dict]:
        """Return the events that have come."""
        return [json.loads(body) for _, _, body in self.got]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that listens until the block ends."""
    found = Receiver()
    yield found
    found.server.shutdown()
    found.server.server_close()


def signature(secret: str, headers: dict, body: str) -> str:
    """Return what Standard Webhooks says the signature must be."""
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
    raw = base64.b64decode(secret.removeprefix("whsec_"))
    return "v1," + base64.b64encode(hmac.digest(raw, content, hashlib.sha256)).decode()


class ProcessorBook:
    """What the processor did: PROCESSOR_URL, or the emulator beside the service."""

    def __init__(self, url: str) -> None:
        beside = 10_000 + (urlsplit(url).port or 80) % 20_000
        self.url = os.environ.get("PROCESSOR_URL") or f"http://127.0.0.1:{beside}"

    def answers(self) -> bool:
        """Tell whether the processor is there."""
        try:
            return httpx.get(f"{self.url}/book").status_code == 200
        except httpx.TransportError:
            return False

    def read(self) -> dict:
        """Return `calls` by key and the keys `done`."""
        return httpx.get(f"{self.url}/book").json()
