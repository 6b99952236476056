"""The JSON API of one organization, and Stripe's webhook."""

import time
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Request

from saas import actions, billing, flags, metrics, organizations, shapes
from saas.access import Member, Tenant, member, tenant
from saas.stripe_api import genuine
from snippets.projects.kit.problems import Problem, documented

router = APIRouter(tags=["organizations"])
ORG = "/api/orgs/{org}"
READ = documented(401, 403, 404, 422, 503)
WRITE = documented(400, 401, 403, 404, 413, 422, 503)
MEMBER, INVITATIONS = f"{ORG}/members/{{user}}", f"{ORG}/invitations"
HOOK = documented(400, 403, 413, 503)

Viewer = Annotated[Tenant, tenant("viewer")]
Editor = Annotated[Tenant, tenant("member")]
Admin = Annotated[Tenant, tenant("admin")]
Owner = Annotated[Tenant, tenant("owner")]
Payer = Annotated[Member, member("owner")]


@router.get(ORG, responses=READ)
async def organization(found: Viewer) -> shapes.Details:
    """Say what an organization is, has and pays."""
    return shapes.Details(**await organizations.details(found))


@router.get(f"{ORG}/flags", responses=READ)
async def all_flags(found: Viewer) -> shapes.Flags:
    """List the flags."""
    return shapes.Flags(flags=await flags.all_of(found))


@router.post(f"{ORG}/flags", status_code=201, responses=WRITE | documented(402, 409))
async def make_flag(found: Editor, body: shapes.NewFlag) -> shapes.Flag:
    """Make a flag, off."""
    return shapes.Flag(**await flags.create(found, body.key, body.description))


@router.get(f"{ORG}/flags/{{key}}", responses=READ)
async def one_flag(found: Viewer, key: shapes.KeyInPath) -> shapes.Flag:
    """Return a flag."""
    return shapes.Flag(**await flags.get(found, key))


@router.patch(f"{ORG}/flags/{{key}}", responses=WRITE)
async def switch_flag(
    found: Editor, key: shapes.KeyInPath, body: shapes.Switch
) -> shapes.Flag:
    """Turn a flag on or off."""
    return shapes.Flag(**await flags.switch(found, key, body.enabled))


@router.delete(f"{ORG}/flags/{{key}}", status_code=204, responses=READ)
async def delete_flag(found: Admin, key: shapes.KeyInPath) -> None:
    """Remove a flag."""
    await flags.delete(found, key)


@router.get(f"{ORG}/members", responses=READ)
async def all_members(found: Viewer) -> shapes.Members:
    """List the members."""
    return shapes.Members(members=await organizations.members(found))


@router.patch(MEMBER, status_code=204, responses=WRITE | documented(409))
async def change_role(found: Owner, user: UUID, body: shapes.NewRole) -> None:
    """Give a member another role."""
    await organizations.change_role(found, user, body.role)


@router.delete(MEMBER, status_code=204, responses=READ | documented(409))
async def remove_member(found: Admin, user: UUID) -> None:
    """Take a member out."""
    await organizations.remove(found, user)


@router.get(INVITATIONS, responses=READ)
async def all_invitations(found: Admin) -> shapes.Invitations:
    """List the open invitations."""
    return shapes.Invitations(invitations=await organizations.invitations(found))


@router.post(INVITATIONS, status_code=201, responses=WRITE | documented(402, 409))
async def invite(
    request: Request, found: Admin, body: shapes.NewInvitation
) -> shapes.Made:
    """Invite an address; nobody is invited as owner."""
    base = request.app.state.settings.base
    made = await organizations.invite(found, base, body.email, body.role)
    return shapes.Made(id=made)


@router.delete(f"{INVITATIONS}/{{invitation}}", status_code=204, responses=READ)
async def withdraw(found: Admin, invitation: UUID) -> None:
    """Take an invitation back."""
    await organizations.withdraw(found, invitation)


@router.post(f"{ORG}/checkout", responses=READ | documented(409, 502))
async def checkout(request: Request, found: Payer) -> shapes.Address:
    """Return the page at Stripe where the owner subscribes."""
    return shapes.Address(url=await actions.checkout(request.app.state, found))


@router.post(f"{ORG}/portal", responses=READ | documented(409, 502))
async def portal(request: Request, found: Payer) -> shapes.Address:
    """Return the page at Stripe where the owner changes the card or cancels."""
    return shapes.Address(url=await actions.portal(request.app.state, found))


@router.post("/stripe/webhook", responses=HOOK, tags=["stripe"])
async def webhook(
    request: Request, stripe_signature: Annotated[str, Header()] = ""
) -> shapes.Said:
    """Take an event that Stripe has signed."""
    payload = await request.body()
    secrets = request.app.state.settings.webhook_secrets
    if not genuine(payload, stripe_signature, secrets, time.time()):
        metrics.WEBHOOKS.labels("refused").inc()
        raise Problem(403, "bad_signature", "no secret of ours made this signature")
    result = await billing.receive(request.app.state.pool, payload)
    metrics.WEBHOOKS.labels(result).inc()
    return shapes.Said(message=result)
