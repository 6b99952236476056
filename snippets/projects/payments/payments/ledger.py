"""The only place that writes the ledger, and what is derived from it."""

from dataclasses import dataclass
from uuid import UUID

from payments.store import Session, one, rows


@dataclass(frozen=True)
class Leg:
    """account: an id, or the code of an own account such as `bank:EUR`; amount: minor
    units, debit above zero, credit below."""

    account: UUID | str
    amount: int


# --8<-- [start:post]
async def post(
    session: Session, kind: str, reference: UUID, currency: str, legs: list[Leg]
) -> None:
    """Write one transaction, once for each `kind` and `reference`.

    Raises psycopg.errors.CheckViolation, at the commit at the latest, where the legs do
    not sum to zero.
    """
    made = await one(
        session,
        "INSERT INTO ledger_transaction (kind, reference) VALUES (%s, %s)"
        " ON CONFLICT DO NOTHING RETURNING id",
        kind, reference,
    )  # fmt: skip
    for leg in legs if made else ():
        own = isinstance(leg.account, str)
        await session.execute(
            "INSERT INTO ledger_entry (transaction_id, account_id, currency, amount)"
            f" SELECT %s, id, %s, %s FROM account WHERE {'code' if own else 'id'} = %s",
            [made["id"], currency, leg.amount, leg.account],
        )
# --8<-- [end:post]


async def balance(session: Session, account: UUID) -> int:
    """Return what is owed to the holder of `account`, in minor units."""
    query = "SELECT sum(amount)::bigint AS sum FROM ledger_entry WHERE account_id = %s"
    return -((await one(session, query, account))["sum"] or 0)


async def trial_balance(session: Session) -> list[dict]:
    """Return sums by currency; those of a currency sum to zero."""
    return await rows(
        session,
        "SELECT a.currency, coalesce(a.code, 'merchants') AS account,"
        " sum(e.amount)::bigint AS balance"
        " FROM ledger_entry e JOIN account a ON a.id = e.account_id"
        " GROUP BY 1, 2 ORDER BY 1, 2",
    )
