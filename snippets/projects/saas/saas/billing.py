"""Subscriptions: Stripe knows the truth, this database a copy with a date.

A webhook is taken as a hint that something changed. What changed is fetched, so late,
doubled and shuffled webhooks end in the same state as the right order.
"""

import json
from datetime import UTC, datetime

import structlog

from saas import metrics
from saas.plans import ENTITLED, plan_of
from saas.store import Pool, one, plain, rows, tenant
from saas.stripe_api import Stripe, StripeDown
from snippets.projects.kit.problems import Problem

log = structlog.get_logger()
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
    if not all(isinstance(v, str) and "\0" not in v for v in values):
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


async def work_next(pool: Pool, stripe: Stripe) -> bool:
    """Bring one customer with waiting webhooks up to date; return whether there was one."""
    async with plain(pool) as session:
        event = await one(
            session,
            """SELECT customer FROM stripe_events WHERE done_at IS NULL AND next_at <= now()
               ORDER BY next_at LIMIT 1""",
        )
    return bool(event) and await sync(pool, stripe, event["customer"], "webhook") != "busy"


# --8<-- [start:sync]
async def sync(pool: Pool, stripe: Stripe, customer: str, cause: str) -> str:
    """Fetch a customer's subscription and write it down; return "changed", "same",
    "failed", or "busy" where another process does it.

    One process at a time for a customer: of two answers of Stripe the older one could be
    written last. The organization's row is free until the end, so nobody else waits.
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
        except StripeDown as error:
            metrics.SYNCS.labels(cause, "failed").inc()
            log.warning("stripe_down", customer=customer, error=str(error))
            await session.execute(
                """UPDATE stripe_events SET attempts = attempts + 1, error = %s,
                   next_at = now() + least(300, 2 ^ attempts) * interval '1 s'
                   WHERE id = ANY(%s)""",
                [str(error), ids],
            )
            return "failed"
        result = "changed" if await _write(pool, customer, fetched) else "same"
        metrics.SYNCS.labels(cause, result).inc()
        await session.execute(
            "UPDATE stripe_events SET done_at = now(), error = NULL WHERE id = ANY(%s)", [ids]
        )
    return result
# --8<-- [end:sync]


def _current(subscriptions: list[dict]) -> dict:
    """Return the one that counts: a paid one before others, then the newest."""
    order = sorted(subscriptions, key=lambda s: (s["status"] in ENTITLED, s["created"]))
    return order[-1] if order else {}


async def _write(pool: Pool, customer: str, fetched: list[dict]) -> bool:
    found = _current(fetched)
    items = found.get("items", {}).get("data", [])
    ends = [item["current_period_end"] for item in items]  # on the item since 2025-03-31
    values = [
        plan_of(found.get("status")),
        found.get("id"),
        found.get("status"),
        found.get("cancel_at_period_end", False),
        datetime.fromtimestamp(max(ends), UTC) if ends else None,
    ]
    async with plain(pool) as session:
        org = (await one(session, "SELECT org_of_customer(%s) AS id", customer))["id"]
    if org is None:
        log.warning("unknown_customer", customer=customer)
        return False
    async with tenant(pool, org, None) as session:
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


async def check(pool: Pool, stripe: Stripe, seconds: float) -> None:
    """Ask Stripe about customers whose copy is older than `seconds`: what no webhook said."""
    async with plain(pool) as session:
        query = "SELECT customers_to_check(make_interval(secs => %s)) AS customer"
        due = await rows(session, query, seconds)
    for row in due:
        if await sync(pool, stripe, row["customer"], "check") == "failed":
            return


async def customer_of(pool: Pool, stripe: Stripe, org: object, email: str) -> str:
    """Return the organization's customer at Stripe, made at the first call."""
    async with tenant(pool, org, None) as session:
        found = await one(session, "SELECT customer FROM organizations WHERE id = app_org()")
    if found["customer"]:
        return found["customer"]
    customer = await stripe.customer(org, email)
    async with tenant(pool, org, None) as session:
        await session.execute(
            "UPDATE organizations SET customer = %s WHERE id = app_org()", [customer]
        )
    return customer
