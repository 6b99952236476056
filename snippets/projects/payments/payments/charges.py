"""Charges, captures and refunds. Each request only writes down what is to be done; the
worker does it."""

import asyncio
import time
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from payments import operations
from payments.accounts import known
from payments.idempotency import Key, once
from payments.models import Charge, NewCharge, Part, Refund
from payments.store import Session, one, pool_of, transaction
from snippets.projects.kit.problems import Problem, documented

router = APIRouter(tags=["charges"])
POLL_SECONDS = 0.05
_WRITES = documented(400, 404, 409, 422, 503)


# --8<-- [start:charge]
@router.post("/charges", status_code=202, response_model=Charge, responses=_WRITES)
async def create_charge(request: Request, key: Key, new: NewCharge) -> Response:
    """Charge a card. The answer says `processing`; the outcome follows by webhook."""

    async def work(session: Session) -> tuple[int, Charge]:
        account = await known(session, new.account_id)
        if account["currency"] != new.currency:
            ours = account["currency"]
            raise Problem(409, "wrong_currency", f"the account is in {ours}")
        charge = await one(
            session,
            "INSERT INTO charge (account_id, currency, amount, card)"
            " VALUES (%s, %s, %s, %s) RETURNING *",
            new.account_id, new.currency, new.amount, new.card,
        )  # fmt: skip
        kind = "charge" if new.capture == "automatic" else "authorize"
        await operations.add(session, charge["id"], kind, new.amount)
        return 202, Charge(**charge)

    return await once(request, key, work)
# --8<-- [end:charge]


@router.post(
    "/charges/{charge_id}/captures",
    status_code=202,
    response_model=Charge,
    responses=_WRITES,
)
async def capture(request: Request, charge_id: UUID, key: Key, part: Part) -> Response:
    """Take an authorized amount or less, once."""

    async def work(session: Session) -> tuple[int, Charge]:
        charge = await _locked(session, charge_id)
        if charge["status"] != "authorized":
            raise Problem(409, "not_authorized", f"the charge is {charge['status']}")
        if part.amount > (most := charge["amount"]):
            raise Problem(409, "too_much", f"at most {most} can be captured")
        await operations.add(session, charge_id, "capture", part.amount)
        query = (
            "UPDATE charge SET status = 'capturing', version = version + 1"
            " WHERE id = %s RETURNING *"
        )
        return 202, Charge(**await one(session, query, charge_id))

    return await once(request, key, work)


# --8<-- [start:refund]
@router.post(
    "/charges/{charge_id}/refunds",
    status_code=202,
    response_model=Refund,
    responses=_WRITES,
)
async def refund(request: Request, charge_id: UUID, key: Key, part: Part) -> Response:
    """Give back what was captured, or a part of it."""

    async def work(session: Session) -> tuple[int, Refund]:
        charge = await _locked(session, charge_id)  # (1)!
        asked = await one(
            session,
            "SELECT coalesce(sum(amount), 0)::bigint AS sum FROM operation"
            " WHERE charge_id = %s AND kind = 'refund' AND state <> 'declined'",  # (2)!
            charge_id,
        )
        if part.amount > (left := charge["captured"] - asked["sum"]):
            raise Problem(409, "too_much", f"at most {left} can be refunded")
        made = await operations.add(session, charge_id, "refund", part.amount)
        return 202, _refund(made)

    return await once(request, key, work)
# --8<-- [end:refund]


@router.get("/charges/{charge_id}", responses=documented(404, 422, 503))
async def read_charge(
    request: Request,
    charge_id: UUID,
    wait_seconds: Annotated[float, Query(ge=0, le=10)] = 0,
) -> Charge:
    """Return a charge, as soon as it is not under way or `wait_seconds` later."""
    until = time.monotonic() + wait_seconds
    while True:
        async with transaction(pool_of(request)) as session:
            charge = await one(session, "SELECT * FROM charge WHERE id = %s", charge_id)
        if charge is None:
            raise _missing(charge_id)
        under_way = charge["status"] in ("processing", "capturing")
        if not under_way or time.monotonic() >= until:
            return Charge(**charge)
        await asyncio.sleep(POLL_SECONDS)


@router.get("/refunds/{refund_id}", responses=documented(404, 422, 503))
async def read_refund(request: Request, refund_id: UUID) -> Refund:
    """Return a refund."""
    async with transaction(pool_of(request)) as session:
        query = "SELECT * FROM operation WHERE id = %s AND kind = 'refund'"
        if found := await one(session, query, refund_id):
            return _refund(found)
    raise Problem(404, "no_such_refund", f"there is no refund {refund_id}")


async def _locked(session: Session, charge_id: UUID) -> dict:
    query = "SELECT * FROM charge WHERE id = %s FOR NO KEY UPDATE"
    if found := await one(session, query, charge_id):
        return found
    raise _missing(charge_id)


def _missing(charge_id: UUID) -> Problem:
    return Problem(404, "no_such_charge", f"there is no charge {charge_id}")


def _refund(row: dict) -> Refund:
    same = {name: row[name] for name in ("id", "charge_id", "amount")}
    return Refund(status=row["state"], **same)
