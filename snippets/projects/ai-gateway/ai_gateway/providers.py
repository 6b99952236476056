"""One call of one provider: its chunks, or the reason why there is no whole answer."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress

import httpx

from ai_gateway.completion import has_token
from ai_gateway.documents import Provider, Timeouts
from ai_gateway.shape import is_chunk
from ai_gateway.sse import Events, Malformed

MOST_WAIT = 300.0
DRAIN_SECONDS = 0.05


class Failed(Exception):
    """This call gave no whole answer; another may. `wait`: seconds of its
    Retry-After."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason, self.wait = reason, wait


class Refused(Exception):
    """The provider says that the request itself is wrong; no other call would help."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


async def chunks(
    client: httpx.AsyncClient,
    provider: Provider,
    credential: str,
    body: dict,
    limits: Timeouts,
) -> AsyncIterator[dict]:
    """Yield the chunks of the answer; a normal end means that it is whole.

    Raises Failed and Refused. Closing the iterator closes the connection, at which a
    provider stops working.
    """
    headers = {"Content-Type": "application/json"}
    if credential:
        headers["Authorization"] = f"Bearer {credential}"
    body = {**body, "model": provider.model or body["model"], "stream": True}
    body["stream_options"] = {"include_usage": True}
    timeout = httpx.Timeout(None, connect=limits.connect, write=limits.idle)
    url = f"{provider.url}/chat/completions"
    deadline = asyncio.get_running_loop().time() + limits.first_token
    try:
        content = json.dumps(body).encode()
        request = client.build_request(
            "POST", url, content=content, headers=headers, timeout=timeout
        )
        async with asyncio.timeout_at(deadline):
            answer = await client.send(request, stream=True)
        try:
            await _check(answer, deadline)
            async for chunk in _events(answer, deadline, limits.idle):
                yield chunk
        finally:
            await answer.aclose()
    except TimeoutError:
        raise Failed("first_token") from None
    except (httpx.ConnectError, httpx.ConnectTimeout):
        raise Failed("connect") from None
    except httpx.HTTPError:
        raise Failed("cut") from None
    except (Malformed, ValueError, KeyError, TypeError, AttributeError):
        raise Failed("malformed") from None


# --8<-- [start:events]
async def _events(
    answer: httpx.Response, deadline: float, idle: float
) -> AsyncIterator[dict]:
    events, pieces, begun = Events(), answer.aiter_bytes(), False
    clock = asyncio.get_running_loop().time
    while True:
        try:
            async with asyncio.timeout_at(deadline):  # (1)!
                piece = await anext(pieces, None)
        except TimeoutError:
            raise Failed("stalled" if begun else "first_token") from None
        if piece is None:
            raise Failed("cut")  # (2)!
        for data in events.feed(piece):
            if data == b"[DONE]":
                await _drain(pieces)  # (4)!
                return
            chunk = json.loads(data)
            if chunk.get("error"):
                raise Failed("error_event")
            chunk["choices"] = chunk.get("choices") or []  # null comes with the usage
            if not is_chunk(chunk):
                raise Failed("malformed")
            begun = begun or has_token(chunk)
            deadline = clock() + idle if begun else deadline  # (3)!
            yield chunk


async def _drain(pieces: AsyncIterator[bytes]) -> None:
    """Read to the end of the body, or its connection could not be used again."""
    with suppress(TimeoutError, httpx.HTTPError):
        async with asyncio.timeout(DRAIN_SECONDS):
            async for _ in pieces:
                pass


# --8<-- [end:events]
async def _check(answer: httpx.Response, deadline: float) -> None:
    kind = answer.headers.get("content-type", "")
    if answer.status_code == 200:
        if not kind.startswith("text/event-stream"):
            raise Failed("malformed")
        return
    async with asyncio.timeout_at(deadline):
        await answer.aread()
    status = answer.status_code
    if status in (400, 413, 422):
        raise Refused(status, _message(answer))
    said = answer.headers.get("retry-after", "") if status in (429, 503) else ""
    reason = "rate_limited" if status == 429 else f"status_{status}"
    raise Failed(reason, _seconds(said))


def _message(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["error"]["message"])[:500]
    except (ValueError, KeyError, TypeError):
        return "the provider refused the request"


def _seconds(text: str) -> float | None:
    """Return Retry-After in seconds, at most five minutes; a date or zero counts as
    none."""
    try:
        wait = float(text)
    except ValueError:
        return None
    return min(wait, MOST_WAIT) if wait > 0 else None
