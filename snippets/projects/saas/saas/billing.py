"""Subscriptions: Stripe knows the truth, this database a copy with a date.

A webhook is taken as a hint that something changed. What changed is fetched, so late,
doubled and shuffled webhooks end in the same state as the right order.
"""

import json
import re
from datetime import UTC, datetime
from uuid import UUID

import structlog

from saas import metrics
from saas.plans import ENTITLED, plan_of
from saas.store import Pool, Session, enter, one, plain, rows, tenant
from saas.stripe_api import Stripe, StripeFailed, Subscription
from snippets.projects.kit.problems import Problem

log = structlog.get_logger()
WORD = re.compile("[!-~]{1,255}")  # an id or a type, as Stripe makes them
HEARD = ("customer.subscription.", "invoice.", "checkout.session.")


# --8<-- [start:receive]
async def receive(pool: Pool, payload: bytes) -> str:
    """Note a genuine webhook and return "new", "duplicate" or "ignored".

    Nothing is asked or changed here: the answer goes out after one INSERT. Raises
    Problem 400 for what is no event.
    """
    try:
        event = json.loads(payload)
        values = [event["id"], event["type"], event["data"]["object"].get("customer")]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Problem(400, "no_event", "the body is no event of Stripe") from None
    if not all(isinstance(v, str) and WORD.fullmatch(v) for v in values):
        return "ignored"
    if not values[1].startswith(HEARD):
        return "ignored"
    async with plain(pool) as session:
        made = await one(
            session,
            """INSERT INTO stripe_events (id, type, customer) VALUES (%s, %s, %s)
               ON CONFLICT (id) DO NOTHING RETURNING id""",
            *values,
        )
    return "new" if made else "duplicate"
# --8<-- [end:receive]


# --8<-- [start:next]
async def work_next(pool: Pool, stripe: Stripe) -> bool:
    """Bring a customer with a waiting webhook up to date; return whether there was one.

    The webhook is put off before Stripe is asked, in a transaction of its own: whatever
    becomes of this one, or of this process, the next one is not behind it.
    """
    claim = """UPDATE stripe_events SET next_at = now() + interval '5 s' WHERE id = (
                 SELECT id FROM stripe_events WHERE done_at IS NULL AND next_at <= now()
                 ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING customer"""
    return await _work(pool, stripe, "webhook", claim)


async def check_next(pool: Pool, stripe: Stripe, seconds: float) -> bool:
    """The same for a customer whose copy is older than `seconds`."""
    claim = "SELECT claim_customer(make_interval(secs => %s)) AS customer"
    return await _work(pool, stripe, "check", claim, seconds)


async def _work(
    pool: Pool, stripe: Stripe, cause: str, claim: str, *values: object
) -> bool:
    async with plain(pool) as session:
        claimed = await one(session, claim, *values)
    if claimed is None or claimed["customer"] is None:
        return False
    await sync(pool, stripe, claimed["customer"], cause)
    return True
# --8<-- [end:next]


# --8<-- [start:sync]
async def sync(pool: Pool, stripe: Stripe, customer: str, cause: str) -> str:
    """Fetch a customer's subscription and write it down; return "changed", "same",
    "failed", or "busy" where another process does it.

    One process at a time for a customer: of two answers of Stripe the older one could
    be written last. The organization's row is free until the end, so nobody else waits.
    """
    async with plain(pool) as session:
        lock = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 2)) AS mine"
        if not (await one(session, lock, customer))["mine"]:
            return "busy"
        # Before the fetch: what comes in meanwhile is not covered by its answer.
        waiting = await rows(
            session,
            "SELECT id FROM stripe_events WHERE customer = %s AND done_at IS NULL",
            customer,
        )
        ids = [row["id"] for row in waiting]
        try:
            fetched = await stripe.subscriptions(customer)
        except StripeFailed as error:
            result = "failed"
            log.warning(error.code, customer=customer, error=str(error))
            await session.execute(
                """UPDATE stripe_events SET attempts = attempts + 1, error = %s,
                   next_at = now() + least(300, 2 ^ least(attempts, 9)) * interval '1 s'
                   WHERE id = ANY(%s)""",
                [str(error), ids],
            )
        else:
            result = "changed" if await _write(session, customer, fetched) else "same"
            done = """UPDATE stripe_events SET done_at = now(), error = NULL
                      WHERE id = ANY(%s)"""
            await session.execute(done, [ids])
    metrics.SYNCS.labels(cause, result).inc()
    return result
# --8<-- [end:sync]


def _counts(found: Subscription) -> tuple[bool, int]:
    """Order subscriptions: a paid one counts before others, then the newest."""
    return found.status in ENTITLED, found.created


def _copied(found: Subscription | None) -> list[object]:
    """Return plan, subscription, status, cancels and period_end of an organization."""
    if found is None:
        return [plan_of(None), None, None, False, None]
    ends = found.ends and datetime.fromtimestamp(found.ends, UTC)
    plan, cancels = plan_of(found.status), found.cancel_at_period_end
    return [plan, found.id, found.status, cancels, ends]


async def _write(session: Session, customer: str, fetched: list[Subscription]) -> bool:
    org = (await one(session, "SELECT org_of_customer(%s) AS id", customer))["id"]
    if org is None:
        log.warning("unknown_customer", customer=customer)
        return False
    values = _copied(max(fetched, key=_counts, default=None))
    await enter(session, org, None)
    was = await one(
        session,
        """SELECT plan, subscription, status, cancels, period_end
           FROM organizations WHERE id = app_org() FOR UPDATE""",
    )
    await session.execute(
        """UPDATE organizations SET plan = %s, subscription = %s, status = %s,
           cancels = %s, period_end = %s, checked_at = now() WHERE id = app_org()""",
        values,
    )
    changed = list(was.values()) != values
    if changed:
        log.info("subscription", org=str(org), plan=values[0], status=values[2])
    return changed


async def customer_of(pool: Pool, stripe: Stripe, org: UUID, email: str) -> str:
    """Return the organization's customer at Stripe, made at the first call.

    Of two people who call it at once both get the one that was written first: nobody
    would be found by webhooks of the other.
    """
    async with tenant(pool, org, None) as session:
        query = "SELECT customer FROM organizations WHERE id = app_org()"
        found = await one(session, query)
    if found["customer"]:
        return found["customer"]
    made = await stripe.customer(org, email)
    async with tenant(pool, org, None) as session:
        kept = await one(
            session,
            """UPDATE organizations SET customer = coalesce(customer, %s)
               WHERE id = app_org() RETURNING customer""",
            made,
        )
    return kept["customer"]
