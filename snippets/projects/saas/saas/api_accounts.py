"""The JSON API of accounts: sign up, confirm, log in, log out, organizations."""

from fastapi import APIRouter, Request

from saas import accounts, organizations, shapes
from saas.access import ApiUser
from snippets.projects.kit.problems import documented

router = APIRouter(prefix="/api", tags=["accounts"])
BODY = documented(400, 413, 422, 503)
SIGNED = documented(401, 503)
SIGNED_BODY = documented(400, 401, 413, 422, 503)


@router.post("/signup", status_code=202, responses=BODY)
async def sign_up(request: Request, body: shapes.SignUp) -> shapes.Said:
    """Send a link to an address; the answer is the same whether it has an account."""
    state = request.app.state
    await accounts.sign_up(state.pool, state.settings.base, body.email)
    return shapes.Said(message="look into your mail")


@router.post("/confirmations", status_code=201, responses=BODY | documented(404))
async def confirm(request: Request, body: shapes.Confirmation) -> shapes.Said:
    """Make the account with the link's token and a password."""
    await accounts.confirm(request.app.state.pool, body.token, body.password)
    return shapes.Said(message="log in")


@router.post("/sessions", status_code=201, responses=BODY | documented(401, 429))
async def log_in(request: Request, body: shapes.LogIn) -> shapes.Bearer:
    """Log in; the token goes into the header Authorization: Bearer."""
    pool = request.app.state.pool
    token = await accounts.log_in(pool, body.email, body.password, None)
    return shapes.Bearer(token=token)


@router.delete("/session", status_code=204, responses=SIGNED)
async def log_out(request: Request, signed: ApiUser) -> None:
    """End this session."""
    await accounts.log_out(request.app.state.pool, signed)


@router.delete("/sessions", status_code=204, responses=SIGNED)
async def log_out_everywhere(request: Request, signed: ApiUser) -> None:
    """End all sessions of this person, this one too."""
    await accounts.log_out(request.app.state.pool, signed, everywhere=True)


@router.get("/orgs", responses=SIGNED)
async def my_organizations(request: Request, signed: ApiUser) -> shapes.Organizations:
    """List one's organizations: the oldest hundred."""
    found = await organizations.mine(request.app.state.pool, signed)
    return shapes.Organizations(organizations=found)


@router.post("/orgs", status_code=201, responses=SIGNED_BODY)
async def make_organization(
    request: Request, signed: ApiUser, body: shapes.NewOrganization
) -> shapes.Made:
    """Make an organization and own it."""
    made = await organizations.create(request.app.state.pool, signed, body.name)
    return shapes.Made(id=made)


@router.post("/invitations/accept", responses=SIGNED_BODY | documented(404))
async def accept(
    request: Request, signed: ApiUser, body: shapes.Acceptance
) -> shapes.Organization:
    """Join an organization with the token of an invitation to one's own address."""
    pool = request.app.state.pool
    await organizations.accept(pool, signed, body.organization, body.token)
    found = await organizations.mine(pool, signed)
    return next(shapes.Organization(**o) for o in found if o["id"] == body.organization)
