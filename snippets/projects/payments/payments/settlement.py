"""Reconciliation: the processor's settlement report against our operations."""

from uuid import UUID

from psycopg_pool import AsyncConnectionPool

from payments import ledger
from payments.ledger import Leg
from payments.processor import Processor
from payments.store import Session, one, rows, transaction

BATCH = 500

# --8<-- [start:classes]
OURS = """(SELECT o.*, c.currency FROM operation o JOIN charge c ON c.id = o.charge_id
            WHERE o.state <> 'declined' AND o.kind <> 'authorize')"""
AGREES = """(o.state = 'succeeded' AND NOT l.again
       AND (o.kind, o.currency, o.amount) = (l.kind, l.currency, l.amount))"""
CLASSES = f"""
INSERT INTO reconciliation_break (reconciliation_id, reference, class, ours, theirs)
SELECT %(id)s, coalesce(l.reference, o.id::text),
       CASE WHEN l.reference IS NULL THEN 'not_settled'
            WHEN o.id IS NULL THEN 'not_in_ledger'
            WHEN o.state = 'pending' THEN 'outcome_unknown'
            WHEN l.again THEN 'settled_twice'
            WHEN l.kind <> o.kind THEN 'kind_differs'
            WHEN l.currency <> o.currency THEN 'currency_differs'
            ELSE 'amount_differs' END,
       CASE WHEN o.state = 'succeeded' THEN o.amount END, l.amount
FROM {OURS} o FULL JOIN settlement_line l ON l.operation_id = o.id
WHERE (l.reference IS NULL AND o.state = 'succeeded'
       AND o.done_at < now() - make_interval(secs => %(late)s))
   OR (l.reference IS NOT NULL AND {AGREES} IS NOT TRUE)
LIMIT 1000
"""
# --8<-- [end:classes]


async def reconcile(
    pool: AsyncConnectionPool, processor: Processor, run: UUID, late: float
) -> None:
    """Read new lines of the report, book those that agree, and name every break.

    An operation is late when its line is missing `late` seconds after it was done.
    Raises processor.Unknown; what was read until then stays, and the next run goes on.
    """
    while await _read_lines(pool, processor):
        pass
    while await _book_lines(pool):
        pass
    async with transaction(pool) as session:
        query = "SELECT state FROM reconciliation WHERE id = %s FOR UPDATE"
        if (await one(session, query, run))["state"] == "done":
            return
        await session.execute(CLASSES, {"id": run, "late": late})
        await session.execute(
            "UPDATE reconciliation SET state = 'done', matched ="
            f" (SELECT count(*) FROM {OURS} o JOIN settlement_line l"
            f"  ON l.operation_id = o.id WHERE {AGREES}) WHERE id = %s",
            [run],
        )


async def _read_lines(pool: AsyncConnectionPool, processor: Processor) -> int:
    async with transaction(pool) as session:
        query = "SELECT coalesce(max(position), 0) AS at FROM settlement_line"
        last = await one(session, query)
    lines = await processor.report(last["at"])
    async with transaction(pool) as session, session.cursor() as cursor:
        await cursor.executemany(
            "INSERT INTO settlement_line"
            " (position, reference, operation_id, kind, amount, fee, currency, again)"
            " VALUES (%(position)s, %(reference)s, %(operation_id)s, %(kind)s,"
            " %(amount)s, %(fee)s, %(currency)s, EXISTS (SELECT FROM settlement_line"
            "  WHERE reference = %(reference)s)) ON CONFLICT (position) DO NOTHING",
            [line | {"operation_id": _ours(line["reference"])} for line in lines],
        )
    return len(lines)


def _ours(reference: str) -> UUID | None:
    """Our references are UUIDs; the report may hold others, which are breaks."""
    try:
        return UUID(reference)
    except ValueError:
        return None


async def _book_lines(pool: AsyncConnectionPool) -> int:
    async with transaction(pool) as session:
        found = await rows(
            session,
            f"SELECT l.* FROM {OURS} o JOIN settlement_line l ON l.operation_id = o.id"
            f" WHERE {AGREES} AND NOT EXISTS ("
            "  SELECT FROM ledger_transaction t"
            "  WHERE t.reference = l.operation_id AND t.kind = 'settlement')"
            " ORDER BY l.position LIMIT %s",
            BATCH,
        )
        for line in found:
            await _book(session, line)
    return len(found)


# --8<-- [start:book]
async def _book(session: Session, line: dict) -> None:
    sign = -1 if line["kind"] == "refund" else 1
    net = sign * line["amount"] - line["fee"]
    legs = {"bank": net, "fees": line["fee"], "processor": -sign * line["amount"]}
    currency = line["currency"]
    entries = [
        Leg(f"{code}:{currency}", amount) for code, amount in legs.items() if amount
    ]
    await ledger.post(session, "settlement", line["operation_id"], currency, entries)
# --8<-- [end:book]
