"""HTML pages of one organization: its dashboard and the forms on it."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from saas import actions, flags, organizations, shapes
from saas.access import ROLES, Member, PageUser, Tenant, member, tenant
from saas.guards import OWN_FORM
from saas.pages import shown, to

router = APIRouter(prefix="/orgs/{org}", include_in_schema=False)
Viewer = Annotated[Tenant, tenant("viewer", PageUser)]
Editor = Annotated[Tenant, tenant("member", PageUser)]
Admin = Annotated[Tenant, tenant("admin", PageUser)]
Owner = Annotated[Tenant, tenant("owner", PageUser)]
Payer = Annotated[Member, member("owner", PageUser)]


@router.get("")
async def dashboard(found: Viewer) -> HTMLResponse:
    """Flags, people and plan on one page; forms only for what one's role may do."""
    admin = ROLES.index(found.role) >= ROLES.index("admin")
    return shown(
        "dashboard",
        signed=found.signed,
        org=await organizations.details(found),
        flags=await flags.all_of(found),
        members=await organizations.members(found),
        invitations=await organizations.invitations(found) if admin else [],
        edits=found.role != "viewer",
        admin=admin,
    )


@router.post("/flags", dependencies=OWN_FORM)
async def make_flag(
    found: Editor,
    key: Annotated[shapes.Key, Form()],
    description: Annotated[str, Form(pattern=r"^[^\x00-\x1f\x7f]{0,200}$")] = "",
) -> Response:
    """Make a flag."""
    await flags.create(found, key, description)
    return to(f"/orgs/{found.org}")


@router.post("/flags/{key}", dependencies=OWN_FORM)
async def switch_flag(
    found: Editor,
    key: shapes.KeyInPath,
    enabled: Annotated[Literal["on", "off"], Form()],
) -> Response:
    """Turn a flag on or off."""
    await flags.switch(found, key, enabled == "on")
    return to(f"/orgs/{found.org}")


@router.post("/flags/{key}/delete", dependencies=OWN_FORM)
async def delete_flag(found: Admin, key: shapes.KeyInPath) -> Response:
    """Remove a flag."""
    await flags.delete(found, key)
    return to(f"/orgs/{found.org}")


@router.post("/invitations", dependencies=OWN_FORM)
async def invite(
    request: Request,
    found: Admin,
    email: Annotated[shapes.Email, Form()],
    role: Annotated[shapes.Invitable, Form()],
) -> Response:
    """Invite an address."""
    await organizations.invite(found, request.app.state.settings.base, email, role)
    return to(f"/orgs/{found.org}")


@router.post("/invitations/{invitation}/delete", dependencies=OWN_FORM)
async def withdraw(found: Admin, invitation: UUID) -> Response:
    """Take an invitation back."""
    await organizations.withdraw(found, invitation)
    return to(f"/orgs/{found.org}")


@router.post("/members/{user}", dependencies=OWN_FORM)
async def change_role(
    found: Owner, user: UUID, role: Annotated[shapes.Role, Form()]
) -> Response:
    """Give a member another role."""
    await organizations.change_role(found, user, role)
    return to(f"/orgs/{found.org}")


@router.post("/members/{user}/delete", dependencies=OWN_FORM)
async def remove_member(found: Admin, user: UUID) -> Response:
    """Take a member out."""
    await organizations.remove(found, user)
    return to(f"/orgs/{found.org}")


@router.post("/checkout", dependencies=OWN_FORM)
async def checkout(request: Request, found: Payer) -> Response:
    """Go to Stripe to subscribe."""
    return to(await actions.checkout(request.app.state, found))


@router.post("/portal", dependencies=OWN_FORM)
async def portal(request: Request, found: Payer) -> Response:
    """Go to Stripe to change the card or cancel."""
    return to(await actions.portal(request.app.state, found))
