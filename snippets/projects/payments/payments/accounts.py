"""Accounts of merchants, their entries, and the books as a whole."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from payments import ledger
from payments.idempotency import Key, once
from payments.models import Account, Entry, NewAccount, TrialBalance
from payments.store import Session, one, pool_of, rows, transaction
from snippets.projects.kit.problems import Problem, documented

router = APIRouter(tags=["accounts"])


async def known(session: Session, account: UUID) -> dict:
    """Return an account of a merchant. Raises Problem 404."""
    columns = "id, name, currency, created_at"
    query = f"SELECT {columns} FROM account WHERE id = %s AND code IS NULL"
    if found := await one(session, query, account):
        return found
    raise Problem(404, "no_such_account", f"there is no account {account}")


@router.post(
    "/accounts",
    status_code=201,
    response_model=Account,
    responses=documented(400, 409, 422, 503),
)
async def open_account(request: Request, key: Key, new: NewAccount) -> Response:
    """Open an account."""

    async def work(session: Session) -> tuple[int, Account]:
        made = await one(
            session,
            "INSERT INTO account (name, currency) VALUES (%s, %s) RETURNING *",
            new.name, new.currency,
        )  # fmt: skip
        return 201, Account(**made, balance=0)

    return await once(request, key, work)


@router.get("/accounts/{account_id}", responses=documented(404, 422, 503))
async def read_account(request: Request, account_id: UUID) -> Account:
    """Return an account with its balance."""
    async with transaction(pool_of(request)) as session:
        found = await known(session, account_id)
        return Account(**found, balance=await ledger.balance(session, account_id))


@router.get("/accounts/{account_id}/entries", responses=documented(404, 422, 503))
async def read_entries(
    request: Request,
    account_id: UUID,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> list[Entry]:
    """Return entries of an account, the oldest first, after the entry `after`."""
    async with transaction(pool_of(request)) as session:
        await known(session, account_id)
        return await rows(
            session,
            "SELECT e.id, e.transaction_id, t.kind, t.reference, e.amount, t.created_at"
            " FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id"
            " WHERE e.account_id = %s AND e.id > %s ORDER BY e.id LIMIT %s",
            account_id, after or UUID(int=0), limit,
        )  # fmt: skip


@router.get("/trial-balance", responses=documented(503))
async def read_trial_balance(request: Request) -> list[TrialBalance]:
    """Return the sums of all accounts; each currency sums to zero."""
    async with transaction(pool_of(request)) as session:
        return await ledger.trial_balance(session)
