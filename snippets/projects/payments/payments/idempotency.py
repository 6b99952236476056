"""One key, one effect, one answer: all of it in a single transaction."""

import hashlib
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Header, Request, Response
from psycopg.errors import LockNotAvailable
from pydantic import BaseModel

from payments.store import Session, one, pool_of, transaction
from snippets.projects.kit.problems import Problem

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=200,
        pattern="^[A-Za-z0-9_-]+$",
        description="Chosen by the client; the same for every repetition of a request.",
    ),
]
Work = Callable[[Session], Awaitable[tuple[int, BaseModel]]]
Telling = Callable[[Session, str], Awaitable[str]]


async def as_stored(_session: Session, body: str) -> str:
    """Tell what is stored under the key, byte for byte."""
    return body


# --8<-- [start:once]
async def once(
    request: Request, key: str, work: Work, told: Telling = as_stored
) -> Response:
    """Do `work` unless `key` has done it, and return the same answer every time.

    What `work` returns is stored under the key. `told` makes the answer from it, the
    first time and every time: it adds what must not be stored twice, such as a secret.
    Raises Problem 409: `key_reused` for a key of another request, `key_in_use` while
    the first one is at work.
    """
    fingerprint = await _fingerprint(request)
    async with transaction(pool_of(request)) as session:
        if not await _is_new(session, key, fingerprint):
            return await _again(session, key, fingerprint, told)
        status, answer = await work(session)  # (1)!
        body = answer.model_dump_json()
        await session.execute(
            "UPDATE idempotency_key SET status = %s, body = %s WHERE key = %s",
            [status, body, key],
        )
        answered = await told(session, body)
    return _response(status, answered)


async def _is_new(session: Session, key: str, fingerprint: bytes) -> bool:
    try:
        made = await session.execute(  # (2)!
            "INSERT INTO idempotency_key (key, fingerprint) VALUES (%s, %s)"
            " ON CONFLICT DO NOTHING",
            [key, fingerprint],
        )
    except LockNotAvailable:
        busy = "a request with this key is at work; repeat it later"
        raise Problem(409, "key_in_use", busy, {"Retry-After": "1"}) from None
    return made.rowcount == 1


async def _again(
    session: Session, key: str, fingerprint: bytes, told: Telling
) -> Response:
    query = "SELECT fingerprint, status, body FROM idempotency_key WHERE key = %s"
    first = await one(session, query, key)
    if first is None or first["fingerprint"] != fingerprint:
        raise Problem(409, "key_reused", "this key belongs to another request")
    answered = await told(session, first["body"])  # (3)!
    return _response(first["status"], answered, {"Idempotency-Replayed": "true"})
# --8<-- [end:once]


async def _fingerprint(request: Request) -> bytes:
    start = f"{request.method} {request.url.path}\n".encode()
    return hashlib.sha256(start + await request.body()).digest()


def _response(
    status: int, body: str, headers: dict[str, str] | None = None
) -> Response:
    return Response(body, status, headers, "application/json")
