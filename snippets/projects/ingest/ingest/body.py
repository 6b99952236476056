"""Reads a request's body within bounds of size and time."""

import asyncio

from fastapi import Request
from ingest.room import Room, Share
from ingest.settings import BODY_BYTES

from snippets.projects.kit.problems import Problem


def announced(request: Request) -> int:
    """Return how long the body says it is, 0 where it does not. Raises a 413 where it
    says too much."""
    said = request.headers.get("content-length", "")
    size = int(said) if said.isdigit() else 0
    if size > BODY_BYTES:
        raise _too_long()
    return size


# --8<-- [start:read]
async def read(request: Request, room: Room, share: Share, seconds: float) -> bytes:
    """Return the body, and take its room as it comes. Raises a 413 as soon as it is too
    long, whatever its head said, a 429 where there is no room for more of it, and a 408
    where it does not come in time or was slow when others needed its room."""
    found = bytearray()
    try:
        async with asyncio.timeout(seconds) as limit:
            with room.coming(share, limit):
                async for part in request.stream():
                    if len(found) + len(part) > BODY_BYTES:
                        raise _too_long()
                    room.take(share, len(part))
                    found += part
    except TimeoutError:
        detail = f"the body came too slowly; it has at most {seconds:g} s"
        raise Problem(408, "slow_body", detail, {"Connection": "close"}) from None
    return bytes(found)


# --8<-- [end:read]


def _too_long() -> Problem:
    return Problem(413, "too_long", f"a body holds at most {BODY_BYTES} bytes")
