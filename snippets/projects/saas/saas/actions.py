"""What pages and API both do at Stripe, outside any transaction."""

import structlog
from starlette.datastructures import State

from saas import billing
from saas.access import Member
from saas.store import one, tenant
from saas.stripe_api import StripeDown
from snippets.projects.kit.problems import Problem

log = structlog.get_logger()


def _down(error: StripeDown) -> Problem:
    log.warning("stripe_down", error=str(error))
    return Problem(502, "stripe_down", "Stripe does not answer; nothing has changed, try again")


async def checkout(state: State, found: Member) -> str:
    """Return where to pay. Raises Problem 409 for an organization that pays, 502."""
    async with tenant(state.pool, found.org, found.signed.user) as session:
        plan = await one(session, "SELECT plan FROM organizations WHERE id = %s", found.org)
    if plan["plan"] == "pro":
        raise Problem(409, "already_subscribed", "change or cancel it in the portal")
    try:
        customer = await billing.customer_of(
            state.pool, state.stripe, found.org, found.signed.email
        )
        return await state.stripe.checkout(found.org, customer)
    except StripeDown as error:
        raise _down(error) from error


async def portal(state: State, found: Member) -> str:
    """Return where to change card or cancel. Raises Problem 409 where nobody has paid."""
    async with tenant(state.pool, found.org, found.signed.user) as session:
        row = await one(session, "SELECT customer FROM organizations WHERE id = %s", found.org)
    if row["customer"] is None:
        raise Problem(409, "no_customer", "subscribe first")
    try:
        return await state.stripe.portal(found.org, row["customer"])
    except StripeDown as error:
        raise _down(error) from error
