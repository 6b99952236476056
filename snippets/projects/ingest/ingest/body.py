"""Reads a request's body within bounds of size and time."""

import asyncio

from fastapi import Request
from ingest.settings import BODY_BYTES

from snippets.projects.kit.problems import Problem


def announced(request: Request) -> int:
    """Return how much room the body needs: what it says, or the most it may be. Raises
    a 413 where it says too much."""
    said = request.headers.get("content-length")
    size = int(said) if said is not None and said.isdigit() else BODY_BYTES
    if size > BODY_BYTES:
        raise _too_long()
    return size


# --8<-- [start:read]
async def read(request: Request, seconds: float) -> bytes:
    """Return the body. Raises a 413 as soon as it is too long, whatever its head said,
    and a 408 where it does not come in time."""
    found = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                found += part
                if len(found) > BODY_BYTES:
                    raise _too_long()
    except TimeoutError:
        detail = f"the body did not come within {seconds:g} s"
        raise Problem(408, "slow_body", detail, {"Connection": "close"}) from None
    return bytes(found)


# --8<-- [end:read]


def _too_long() -> Problem:
    return Problem(413, "too_long", f"a body holds at most {BODY_BYTES} bytes")
