"""What pages and API both do at Stripe, outside any transaction."""

import structlog
from starlette.datastructures import State

from saas import billing
from saas.access import Member
from saas.store import one, tenant
from saas.stripe_api import StripeFailed
from snippets.projects.kit.problems import Problem

log = structlog.get_logger()
TOLD = {
    "stripe_down": "Stripe does not answer; try again",
    "stripe_refused": "Stripe refuses this; to try again does not help",
}


def _failed(error: StripeFailed) -> Problem:
    log.warning(error.code, error=str(error))
    return Problem(502, error.code, TOLD[error.code])


async def checkout(state: State, found: Member) -> str:
    """Return where to pay. Raises Problem 409 for an organization that pays, 502."""
    async with tenant(state.pool, found.org, found.signed.user) as session:
        query = "SELECT plan FROM organizations WHERE id = %s"
        row = await one(session, query, found.org)
    if row["plan"] == "pro":
        raise Problem(409, "already_subscribed", "change or cancel it in the portal")
    try:
        customer = await billing.customer_of(
            state.pool, state.stripe, found.org, found.signed.email
        )
        return await state.stripe.checkout(found.org, customer)
    except StripeFailed as error:
        raise _failed(error) from error


async def portal(state: State, found: Member) -> str:
    """Return where to change card or cancel. Raises Problem 409 where nobody has paid,
    502."""
    async with tenant(state.pool, found.org, found.signed.user) as session:
        query = "SELECT customer FROM organizations WHERE id = %s"
        row = await one(session, query, found.org)
    if row["customer"] is None:
        raise Problem(409, "no_customer", "subscribe first")
    try:
        return await state.stripe.portal(found.org, row["customer"])
    except StripeFailed as error:
        raise _failed(error) from error
