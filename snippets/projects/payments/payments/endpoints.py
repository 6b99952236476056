"""Webhook endpoints, their deliveries, and the replay of those that failed.

A secret is in one place, its endpoint's row. It is not in the answer that is stored
under an idempotency key: that answer is told with the secret from the row, so a client
that repeats a lost request gets it for as long as the key is remembered (KEY_DAYS), and
what reads or copies the keys gets none.
"""

import secrets
from ipaddress import ip_address
from typing import Annotated, Literal
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from psycopg.errors import UniqueViolation

from payments import guard, signing
from payments.accounts import known
from payments.idempotency import Key, once
from payments.models import Delivery, Endpoint, KnownEndpoint, NewEndpoint, Replayed
from payments.store import Session, one, pool_of, rows, transaction
from snippets.projects.kit.problems import Problem, documented

router = APIRouter(tags=["webhooks"])
SECRET_BYTES = 32


@router.post(
    "/webhook-endpoints",
    status_code=201,
    response_model=Endpoint,
    responses=documented(400, 404, 409, 422, 503),
)
async def register(request: Request, key: Key, new: NewEndpoint) -> Response:
    """Send the events of an account to a URL from now on."""

    async def work(session: Session) -> tuple[int, KnownEndpoint]:
        await known(session, new.account_id)
        _check_url(new.url, request)
        try:
            made = await one(
                session,
                "INSERT INTO webhook_endpoint (account_id, url, secret)"
                " VALUES (%s, %s, %s) RETURNING *",
                new.account_id, new.url, secrets.token_bytes(SECRET_BYTES),
            )  # fmt: skip
        except UniqueViolation:
            there = "the account has an endpoint there"
            raise Problem(409, "known_url", there) from None
        return 201, KnownEndpoint(**made)

    return await once(request, key, work, _with_secret)


async def _with_secret(session: Session, body: str) -> str:
    stored = KnownEndpoint.model_validate_json(body)
    query = "SELECT secret FROM webhook_endpoint WHERE id = %s"
    row = await one(session, query, stored.id)
    secret = signing.told(row["secret"])
    return Endpoint(**stored.model_dump(), secret=secret).model_dump_json()


@router.get(
    "/webhook-endpoints/{endpoint_id}/deliveries", responses=documented(404, 422, 503)
)
async def read_deliveries(
    request: Request,
    endpoint_id: UUID,
    state: Literal["pending", "delivered", "dead"] | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> list[Delivery]:
    """Return the newest deliveries to an endpoint."""
    async with transaction(pool_of(request)) as session:
        await _endpoint(session, endpoint_id)
        return await rows(
            session,
            "SELECT id, event_id, state, attempts, due_at, last_error FROM delivery"
            " WHERE endpoint_id = %s AND coalesce(state = %s, true)"
            " ORDER BY id DESC LIMIT %s",
            endpoint_id, state, limit,
        )  # fmt: skip


# --8<-- [start:replay]
@router.post(
    "/webhook-endpoints/{endpoint_id}/replays",
    status_code=202,
    responses=documented(404, 422, 503),
)
async def replay(request: Request, endpoint_id: UUID) -> Replayed:
    """Send dead deliveries of an endpoint again, with their old ids, the oldest first.

    One request takes REPLAY_BATCH of them; repeat it while the answer says `more`.
    It needs no key: what a lost answer has sent again is dead no longer.
    """
    most = request.app.state.settings.replay_batch
    dead = "SELECT id FROM delivery WHERE endpoint_id = %s AND state = 'dead'"
    async with transaction(pool_of(request)) as session:
        await _endpoint(session, endpoint_id)
        again = await session.execute(
            "UPDATE delivery SET state = 'pending', attempts = 0, due_at = now()"
            f" WHERE id = ANY(ARRAY({dead}"
            "  ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED))",
            [endpoint_id, most],
        )
        more = await one(session, f"{dead} LIMIT 1", endpoint_id) is not None
    return Replayed(replayed=again.rowcount, more=more)
# --8<-- [end:replay]


async def _endpoint(session: Session, endpoint: UUID) -> None:
    query = "SELECT id FROM webhook_endpoint WHERE id = %s"
    if await one(session, query, endpoint) is None:
        raise Problem(404, "no_such_endpoint", f"there is no endpoint {endpoint}")


def _check_url(url: str, request: Request) -> None:
    allowed = request.app.state.settings.allowed_networks
    try:
        guard.check(str(ip_address(urlsplit(url).hostname)), allowed)
    except guard.Refused as error:
        raise Problem(422, "not_public", str(error)) from None
    except ValueError:
        return  # a name: its address is checked at each connection
