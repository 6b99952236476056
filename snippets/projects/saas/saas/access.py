"""Who may do what. Every route of a tenant depends on `tenant(role)` or `member(role)`.

Both ask in one place: is there a session, is its owner in this organization, is the
role enough. A stranger gets 404, so that nobody learns which organizations exist.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from saas import accounts, metrics, store
from saas.accounts import Signed
from snippets.projects.kit.problems import Problem

ROLES = ("viewer", "member", "admin", "owner")  # each may do what those before it may
COOKIE = "__Host-session"
_bearer = HTTPBearer(auto_error=False)


class SignInFirst(Exception):
    """A page was asked for without a session."""


@dataclass(frozen=True)
class Member:
    """A person in an organization."""

    org: UUID
    role: str
    signed: Signed


@dataclass(frozen=True)
class Tenant(Member):
    """A member, and a transaction that sees this organization's rows alone."""

    session: store.Session


async def api_user(
    request: Request,
    sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Signed:
    """The API takes a bearer token and no cookie: no other site can send one."""
    found = sent and await accounts.signed_in(request.app.state.pool, sent.credentials)
    if not found:
        raise Problem(401, "no_session", "log in first", {"WWW-Authenticate": "Bearer"})
    return found


async def page_user(request: Request) -> Signed:
    """Pages take the cookie and nothing else."""
    token = request.cookies.get(COOKIE)
    found = token and await accounts.signed_in(request.app.state.pool, token)
    if not found:
        raise SignInFirst
    return found


ApiUser = Annotated[Signed, Depends(api_user)]
PageUser = Annotated[Signed, Depends(page_user)]


# --8<-- [start:check]
async def _role(session: store.Session, org: UUID, user: UUID, needed: str) -> str:
    query = "SELECT role FROM memberships WHERE org_id = %s AND user_id = %s"
    found = await store.one(session, query, org, user)
    if found is None:
        metrics.DENIED.labels("stranger").inc()
        detail = "you are in no organization with this id"
        raise Problem(404, "no_such_organization", detail)
    if ROLES.index(found["role"]) < ROLES.index(needed):
        metrics.DENIED.labels("role").inc()
        raise Problem(403, "role_too_low", f"this takes the role {needed}")
    return found["role"]


def tenant(needed: str, user: object = ApiUser) -> object:
    """Return the dependency of a route that works on a tenant's rows: a Tenant.

    Its transaction commits before the answer is sent, and is rolled back by a Problem.
    """

    async def opened(
        request: Request, org: UUID, signed: user
    ) -> AsyncIterator[Tenant]:
        async with store.tenant(request.app.state.pool, org, signed.user) as session:
            role = await _role(session, org, signed.user, needed)
            yield Tenant(org, role, signed, session)

    opened.needed = needed
    return Depends(opened, scope="function")
# --8<-- [end:check]


def member(needed: str, user: object = ApiUser) -> object:
    """Return the dependency of a route that calls another system: a Member, and no
    transaction that would stay open meanwhile."""

    async def checked(request: Request, org: UUID, signed: user) -> Member:
        async with store.tenant(request.app.state.pool, org, signed.user) as session:
            return Member(org, await _role(session, org, signed.user, needed), signed)

    checked.needed = needed
    return Depends(checked)
