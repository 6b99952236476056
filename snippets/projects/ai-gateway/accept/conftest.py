"""A gateway for each test: its own model and key, and providers that it scripts."""

import itertools
import json
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import httpx
import pytest

from accept.provider import Provider, Script, provider

ADMIN = {"Authorization": "Bearer admin-token-of-the-acceptance-suite"}
PRICES = [{"since": "2026-01-01", "prompt": 150_000, "completion": 600_000}]
TIMEOUTS = {"connect": 3, "first_token": 3, "idle": 3, "total": 9}
QUICK = TIMEOUTS | {"first_token": 0.5, "idle": 0.5}
QUIET = {"failures": 1000, "open_seconds": 10}


class Gateway:
    """The implementation under test, with one model and one key."""

    def __init__(self, client: httpx.Client, stack: ExitStack) -> None:
        self.client, self._stack = client, stack
        self.model = f"m-{uuid.uuid4()}"
        self.providers: list[Provider] = []
        self._changes: dict = {}
        self._written: dict = {}
        self.secret = self.key()

    def provider(self, usual: Script | None = None) -> Provider:
        """Start a provider and put it last in the model's list."""
        self.providers.append(self._stack.enter_context(provider(usual)))
        return self.providers[-1]

    def route(self, **changes: object) -> None:
        """Let the model differ from now on; a later change takes a second."""
        self._changes |= changes
        if self._written:
            self._write()
            time.sleep(1.05)

    def _write(self) -> None:
        listed = [{"name": f"p{n}", "url": p.url} for n, p in enumerate(self.providers)]
        model = {
            "providers": listed,
            "prices": PRICES,
            "timeouts": TIMEOUTS,
            "breaker": QUIET,
        }
        model |= self._changes
        if not model["providers"] or model == self._written:
            return
        path = f"/admin/models/{self.model}"
        answer = self.client.put(path, json=model, headers=ADMIN)
        assert answer.status_code == 200, answer.text
        self._written = model

    def key(self, **document: object) -> str:
        """Create a key and return its secret; self.key_id is its id."""
        document = {"name": "test"} | document
        answer = self.client.post("/admin/keys", json=document, headers=ADMIN)
        assert answer.status_code == 201, answer.text
        self.key_id, self.secret = answer.json()["id"], answer.json()["secret"]
        return self.secret

    def body(self, text: str = "hi", **more: object) -> dict:
        """Return a request's body; the model is there by then."""
        self._write()
        messages = [{"role": "user", "content": text}]
        return {"model": self.model, "messages": messages} | more

    def ask(
        self, text: str = "hi", secret: str | None = None, **more: object
    ) -> httpx.Response:
        """Ask without a stream."""
        return self.client.post(
            "/v1/chat/completions",
            json=self.body(text, **more),
            headers=self.auth(secret),
        )

    def stream(self, text: str = "hi", **more: object) -> list[str]:
        """Ask for a stream; return the data of its events."""
        body = self.body(text, stream=True, **more)
        answer = self.client.post(
            "/v1/chat/completions", json=body, headers=self.auth()
        )
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = answer.text.splitlines()
        return [line[6:] for line in lines if line.startswith("data: ")]

    def auth(self, secret: str | None = None) -> dict[str, str]:
        """Return the header with the key."""
        return {"Authorization": f"Bearer {secret or self.secret}"}

    def many(self, count: int, **more: object) -> list[httpx.Response]:
        """Ask `count` times at once."""
        self._write()
        texts = itertools.repeat("hi", count)
        with ThreadPoolExecutor(min(count, 16)) as pool:
            return list(pool.map(lambda text: self.ask(text, **more), texts))

    def used(self, requests: int) -> dict:
        """Return the key's usage once it counts so many requests."""
        for _ in range(60):
            usage = self.client.get("/v1/usage", headers=self.auth()).json()
            if usage["requests"] >= requests:
                return usage
            time.sleep(0.05)
        raise AssertionError(f"after 3 s the usage counts {usage['requests']} requests")


def text_of(events: list[str]) -> str:
    """Return what a stream has said."""
    chunks = [json.loads(e) for e in events if e != "[DONE]"]
    deltas = [c["delta"] for chunk in chunks for c in chunk.get("choices", [])]
    return "".join(delta.get("content") or "" for delta in deltas)


def is_broken(events: list[str]) -> bool:
    """Tell whether a stream says that it is not whole, and nothing else."""
    ends = any('"finish_reason":"' in e.replace(" ", "") for e in events)
    return "[DONE]" not in events and "error" in json.loads(events[-1]) and not ends


@pytest.fixture
def gateway(client: httpx.Client) -> Iterator[Gateway]:
    """A gateway with a fresh model, a fresh key and no provider yet."""
    with ExitStack() as stack:
        yield Gateway(client, stack)
