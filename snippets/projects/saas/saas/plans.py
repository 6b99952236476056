"""Plans and what they allow."""

from dataclasses import dataclass

from saas import metrics
from saas.access import Tenant
from saas.store import one
from snippets.projects.kit.problems import Problem


@dataclass(frozen=True)
class Plan:
    """The most of each that an organization may have; open invitations are seats."""

    flags: int
    seats: int


PLANS = {"free": Plan(flags=3, seats=3), "pro": Plan(flags=200, seats=50)}
# past_due keeps the plan while Stripe still tries the card; Stripe ends the trying.
ENTITLED = {"active", "trialing", "past_due"}


def plan_of(status: str | None) -> str:
    """Return the plan that a subscription in `status` pays for."""
    return "pro" if status in ENTITLED else "free"


COUNTED = {
    "flags": "SELECT count(*) AS n FROM flags WHERE org_id = %(org)s",
    "seats": """SELECT (SELECT count(*) FROM memberships WHERE org_id = %(org)s)
                     + (SELECT count(*) FROM invitations
                        WHERE org_id = %(org)s AND expires_at > now()) AS n""",
}


async def used(found: Tenant, what: str) -> int:
    """Return how many flags or seats the organization has."""
    counted = await found.session.execute(COUNTED[what], {"org": found.org})
    return (await counted.fetchone())["n"]


# --8<-- [start:room]
async def make_room(found: Tenant, what: str) -> None:
    """Raise Problem 402 unless the plan allows one more of `what`, flags or seats.

    The row of the organization stays locked until the transaction ends: requests of one
    tenant that count come one after the other, those of others do not wait.
    """
    locked = "SELECT plan FROM organizations WHERE id = %s FOR UPDATE"
    plan = (await one(found.session, locked, found.org))["plan"]
    limit = getattr(PLANS[plan], what)
    taken = await used(found, what)
    if taken >= limit:
        metrics.REFUSALS.labels(what, plan).inc()
        detail = f"the plan {plan} has {limit} {what} and {taken} are used"
        raise Problem(402, "plan_limit", detail)
# --8<-- [end:room]
