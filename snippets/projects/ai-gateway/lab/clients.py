"""A client that asks until it is over, and says what each answer was."""

import random
import threading
import time
from collections.abc import Callable

import httpx

from accept.conftest import Gateway, is_broken, text_of

NEITHER = "NEITHER WHOLE NOR BROKEN"
Check = Callable[[str, str, str], str]


def ask_until(
    over: threading.Event, client: httpx.Client, urls: list[str], gateway: Gateway,
    secrets: list[str], check: Check, note: Callable[[str], None],
) -> None:  # fmt: skip
    """Ask one of `urls` with one of the keys until `over`; `check(key, question, text)`
    judges what came whole, and `note` takes what was found."""
    while not over.is_set():
        key, question = random.choice(secrets), f"q{random.randrange(60)}"
        streams, heat = random.random() < 0.5, random.choice([0, 1])
        body = gateway.body(question, stream=streams, temperature=heat)
        url = f"{random.choice(urls)}/v1/chat/completions"
        try:
            answer = client.post(url, json=body, headers=gateway.auth(key))
        except httpx.HTTPError:
            note("connection lost")
            time.sleep(0.1)
        else:
            note(_found(answer, streams, lambda text: check(key, question, text)))


def _found(answer: httpx.Response, streams: bool, check: Callable[[str], str]) -> str:
    lines = [e[6:] for e in answer.text.splitlines() if e.startswith("data: ")]
    if answer.status_code != 200:
        return f"error {answer.status_code}"
    if not streams:
        return check(answer.json()["choices"][0]["message"]["content"])
    if lines[-1] == "[DONE]":
        return check(text_of(lines))
    return "error event" if is_broken(lines) else NEITHER
