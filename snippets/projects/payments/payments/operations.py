"""What is to be done at the processor: claimed, called outside of any transaction,
finished."""

from uuid import UUID

from payments import ledger, outbox
from payments.ledger import Leg
from payments.processor import Answer
from payments.store import Session, one, rows


async def add(session: Session, charge: UUID, kind: str, amount: int) -> dict:
    """Write down one operation, in the transaction of the request that wants it."""
    query = (
        "INSERT INTO operation (charge_id, kind, amount)"
        " VALUES (%s, %s, %s) RETURNING *"
    )
    return await one(session, query, charge, kind, amount)


# --8<-- [start:claim]
async def claim(session: Session, most: int, lease: float) -> list[dict]:
    """Take at most `most` due operations for `lease` seconds.

    Who dies with them leaves them to others, when the lease is over.
    """
    return await rows(
        session,
        "UPDATE operation o SET attempts = attempts + 1,"
        " tried_at = coalesce(tried_at, now()),"
        " due_at = now() + make_interval(secs => %s)"  # (1)!
        " FROM charge c WHERE c.id = o.charge_id AND o.id IN ("
        "  SELECT id FROM operation WHERE state = 'pending' AND due_at <= now()"
        "  ORDER BY due_at LIMIT %s FOR UPDATE SKIP LOCKED)"
        " RETURNING o.id, o.charge_id, o.kind, o.amount, o.attempts, c.currency,"
        " c.card, c.processor_id, extract(epoch FROM now() - o.tried_at)::float AS age",
        lease, most,
    )  # fmt: skip
# --8<-- [end:claim]


async def postpone(session: Session, operation: UUID, seconds: float, why: str) -> None:
    """Leave an operation whose outcome nobody knows for another try."""
    await session.execute(
        "UPDATE operation SET due_at = now() + make_interval(secs => %s),"
        " last_error = %s WHERE id = %s AND state = 'pending'",
        [seconds, why[:500], operation],
    )


# --8<-- [start:finish]
async def finish(session: Session, operation: dict, answer: Answer) -> bool:
    """Write down what the processor said: state, ledger and event, in one transaction.

    Return False where another worker has done so.
    """
    query = "SELECT * FROM charge WHERE id = %s FOR NO KEY UPDATE"
    charge = await one(session, query, operation["charge_id"])
    done = await session.execute(
        "UPDATE operation SET state = %s, done_at = now(), last_error = %s"
        " WHERE id = %s AND state = 'pending'",  # (1)!
        ["succeeded" if answer.approved else "declined", answer.code, operation["id"]],
    )
    if done.rowcount == 0:
        return False
    changes = _changes(charge, operation, answer)
    sets = ", ".join(f"{column} = %({column})s" for column in changes)
    query = (
        f"UPDATE charge SET {sets}, version = version + 1 WHERE id = %(id)s"
        " RETURNING *, now() AS changed_at"
    )
    cursor = await session.execute(query, {**changes, "id": charge["id"]})
    changed = await cursor.fetchone()
    if answer.approved and operation["kind"] != "authorize":
        await _post(session, charge, operation)
    await outbox.add(session, _event(operation, answer), changed, operation["id"])
    return True
# --8<-- [end:finish]


def _changes(charge: dict, operation: dict, answer: Answer) -> dict[str, object]:
    if operation["kind"] == "refund":
        back = operation["amount"] if answer.approved else 0
        return {"refunded": charge["refunded"] + back}
    if not answer.approved:
        return {"status": "declined", "decline_code": answer.code}
    if operation["kind"] == "authorize":
        return {"status": "authorized", "processor_id": answer.id}
    return {
        "status": "captured",
        "captured": operation["amount"],
        "processor_id": charge["processor_id"] or answer.id,
    }


async def _post(session: Session, charge: dict, operation: dict) -> None:
    sign, currency = -1 if operation["kind"] == "refund" else 1, charge["currency"]
    legs = [
        Leg(f"processor:{currency}", sign * operation["amount"]),
        Leg(charge["account_id"], -sign * operation["amount"]),
    ]
    await ledger.post(session, operation["kind"], operation["id"], currency, legs)


def _event(operation: dict, answer: Answer) -> str:
    if operation["kind"] == "refund":
        return "refund.succeeded" if answer.approved else "refund.declined"
    if not answer.approved:
        return "charge.declined"
    reserved = operation["kind"] == "authorize"
    return "charge.authorized" if reserved else "charge.captured"
