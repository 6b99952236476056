"""Organizations, their members and invitations."""

from uuid import UUID, uuid4

from psycopg.errors import UniqueViolation

from saas import access, mail, plans
from saas.accounts import Signed
from saas.secrets import fingerprint, new_token
from saas.store import Pool, one, rows, tenant
from snippets.projects.kit.problems import Problem

INVITED = """{who} invites you to {org} as {role}.

Log in or sign up with this address, then accept: {base}/invitations/{id}/{token}

The link works for seven days.
"""


async def create(pool: Pool, signed: Signed, name: str) -> UUID:
    """Make an organization that `signed` owns; return its id."""
    org = uuid4()
    async with tenant(pool, org, signed.user) as session:
        await session.execute(
            "INSERT INTO organizations (id, name) VALUES (%s, %s)", [org, name]
        )
        await session.execute(
            "INSERT INTO memberships VALUES (%s, %s, 'owner')", [org, signed.user]
        )
    return org


async def mine(pool: Pool, signed: Signed) -> list[dict]:
    """Return id, name and role of the organizations that `signed` is in."""
    async with tenant(pool, None, signed.user) as session:
        return await rows(
            session,
            """SELECT o.id, o.name, m.role FROM organizations o
               JOIN memberships m ON m.org_id = o.id AND m.user_id = %s
               ORDER BY o.created_at LIMIT 100""",
            signed.user,
        )


async def details(found: access.Tenant) -> dict:
    """Return an organization with its plan and what is used of it."""
    row = await one(
        found.session,
        """SELECT id, name, plan, status, cancels, period_end
           FROM organizations WHERE id = %s""",
        found.org,
    )
    used = {what: await plans.used(found, what) for what in ("flags", "seats")}
    limits = {f"{what}_limit": getattr(plans.PLANS[row["plan"]], what) for what in used}
    return {**row, "role": found.role, **used, **limits}


async def members(found: access.Tenant) -> list[dict]:
    """Return user, email and role of each member."""
    return await rows(
        found.session,
        """SELECT m.user_id AS user, u.email, m.role FROM memberships m
           JOIN users u ON u.id = m.user_id WHERE m.org_id = %s ORDER BY u.email""",
        found.org,
    )


async def _locked_member(found: access.Tenant, user: UUID) -> dict:
    """Return a member's row, the organization locked: owners are counted below."""
    lock = "SELECT 1 FROM organizations WHERE id = %s FOR UPDATE"
    await found.session.execute(lock, [found.org])
    row = await one(
        found.session,
        "SELECT role FROM memberships WHERE org_id = %s AND user_id = %s",
        found.org,
        user,
    )
    if row is None:
        raise Problem(404, "no_such_member", "nobody in this organization has this id")
    if row["role"] == "owner" and found.role != "owner":
        raise Problem(403, "role_too_low", "this takes the role owner")
    return row


async def _keep_an_owner(found: access.Tenant, row: dict) -> None:
    owners = await one(
        found.session,
        "SELECT count(*) AS n FROM memberships WHERE org_id = %s AND role = 'owner'",
        found.org,
    )
    if row["role"] == "owner" and owners["n"] == 1:
        raise Problem(409, "last_owner", "somebody must own the organization")


async def change_role(found: access.Tenant, user: UUID, role: str) -> None:
    """Give a member another role. Raises Problem 404, 409 for the last owner."""
    row = await _locked_member(found, user)
    if role != "owner":
        await _keep_an_owner(found, row)
    await found.session.execute(
        "UPDATE memberships SET role = %s WHERE org_id = %s AND user_id = %s",
        [role, found.org, user],
    )


async def remove(found: access.Tenant, user: UUID) -> None:
    """Take a member out. Raises Problem 404, 409 for the last owner."""
    await _keep_an_owner(found, await _locked_member(found, user))
    await found.session.execute(
        "DELETE FROM memberships WHERE org_id = %s AND user_id = %s", [found.org, user]
    )


async def invite(found: access.Tenant, base: str, email: str, role: str) -> UUID:
    """Send an invitation; it takes a seat until it is over. Returns its id."""
    await plans.make_room(found, "seats")
    token = new_token()
    query = "SELECT name FROM organizations WHERE id = %s"
    org = await one(found.session, query, found.org)
    over = """DELETE FROM invitations
              WHERE org_id = %s AND email = %s AND expires_at <= now()"""
    await found.session.execute(over, [found.org, email])
    try:
        made = await one(
            found.session,
            """INSERT INTO invitations (org_id, email, role, token_hash, expires_at)
               VALUES (%s, %s, %s, %s, now() + interval '7 days') RETURNING id""",
            found.org,
            email,
            role,
            fingerprint(token),
        )
    except UniqueViolation:
        raise Problem(409, "invited_already", f"{email} has an invitation") from None
    values = {"who": found.signed.email, "org": org["name"], "role": role, "base": base}
    text = INVITED.format(**values, id=found.org, token=token)
    await mail.queue(found.session, email, f"Invitation to {org['name']}", text)
    return made["id"]


async def invitations(found: access.Tenant) -> list[dict]:
    """Return the open invitations."""
    return await rows(
        found.session,
        """SELECT id, email, role, expires_at FROM invitations
           WHERE org_id = %s AND expires_at > now() ORDER BY email""",
        found.org,
    )


async def withdraw(found: access.Tenant, invitation: UUID) -> None:
    """Take an invitation back. Raises Problem 404."""
    gone = await one(
        found.session,
        "DELETE FROM invitations WHERE org_id = %s AND id = %s RETURNING id",
        found.org,
        invitation,
    )
    if gone is None:
        raise Problem(404, "no_such_invitation", "no invitation has this id")


# --8<-- [start:accept]
async def accept(pool: Pool, signed: Signed, org: UUID, token: str) -> str:
    """Join `org`; return the role. Raises Problem 404 for a link that is over, or that
    was sent to somebody else: a forwarded link is worth nothing."""
    async with tenant(pool, org, signed.user) as session:
        found = await one(
            session,
            """DELETE FROM invitations WHERE org_id = %s AND token_hash = %s
               AND email = %s AND expires_at > now() RETURNING role""",
            org,
            fingerprint(token),
            signed.email,
        )
        if found is None:
            raise Problem(404, "link_over", "the invitation is over, or is not for you")
        await session.execute(
            "INSERT INTO memberships VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [org, signed.user, found["role"]],
        )
    return found["role"]
# --8<-- [end:accept]
