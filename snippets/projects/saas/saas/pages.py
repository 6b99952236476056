"""HTML pages of accounts, rendered here: they work without JavaScript."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from saas import accounts, organizations, shapes
from saas.access import COOKIE, PageUser
from saas.guards import FORM, OWN_FORM

router = APIRouter(include_in_schema=False)
HERE = Path(__file__).parent
_templates = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
)


GUARDED = {"path": "/", "secure": True, "httponly": True, "samesite": "lax"}


def shown(name: str, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page."""
    text = _templates.get_template(f"{name}.html").render(**{"signed": None, **values})
    return HTMLResponse(text, status)


def to(path: str) -> RedirectResponse:
    """Answer a form: 303, so that reloading the next page sends nothing again."""
    return RedirectResponse(path, 303)


def _keep(response: Response, token: str) -> Response:
    response.set_cookie(COOKIE, token, max_age=90 * 86400, **GUARDED)
    return response


@router.get("/style.css")
async def style() -> FileResponse:
    """The one style sheet."""
    kept = {"Cache-Control": "max-age=3600"}
    return FileResponse(HERE / "static" / "style.css", headers=kept)


@router.get("/")
async def start() -> HTMLResponse:
    """What this is, and its plans."""
    return shown("start")


@router.get("/signup")
async def signup_form() -> HTMLResponse:
    """The form to sign up."""
    return shown("signup", sent=False)


@router.post("/signup", dependencies=FORM)
async def signup(
    request: Request, email: Annotated[shapes.Email, Form()]
) -> HTMLResponse:
    """Send the link."""
    state = request.app.state
    await accounts.sign_up(state.pool, state.settings.base, email)
    return shown("signup", sent=True)


@router.get("/confirm/{token}")
async def confirm_form(token: shapes.TokenInPath) -> HTMLResponse:
    """The form for a password. A GET changes nothing: mail scanners open links."""
    return shown("confirm", token=token)


@router.post("/confirm/{token}", dependencies=FORM)
async def confirm(
    request: Request,
    token: shapes.TokenInPath,
    password: Annotated[shapes.Password, Form()],
) -> Response:
    """Make the account."""
    await accounts.confirm(request.app.state.pool, token, password)
    return to("/login")


@router.get("/login")
async def login_form() -> HTMLResponse:
    """The form to log in."""
    return shown("login")


@router.post("/login", dependencies=FORM)
async def login(
    request: Request,
    email: Annotated[shapes.Email, Form()],
    password: Annotated[str, Form(min_length=1, max_length=128)],
) -> Response:
    """Log in with a new session, whatever cookie came."""
    old = request.cookies.get(COOKIE)
    token = await accounts.log_in(request.app.state.pool, email, password, old)
    return _keep(to("/orgs"), token)


@router.post("/logout", dependencies=OWN_FORM)
async def logout(request: Request, signed: PageUser) -> Response:
    """End this session."""
    await accounts.log_out(request.app.state.pool, signed)
    response = to("/")
    response.delete_cookie(COOKIE, **GUARDED)
    return response


@router.get("/orgs")
async def orgs(request: Request, signed: PageUser) -> HTMLResponse:
    """One's organizations."""
    found = await organizations.mine(request.app.state.pool, signed)
    return shown("orgs", signed=signed, organizations=found)


@router.post("/orgs", dependencies=OWN_FORM)
async def make_org(
    request: Request, signed: PageUser, name: Annotated[shapes.Name, Form()]
) -> Response:
    """Make an organization."""
    made = await organizations.create(request.app.state.pool, signed, name)
    return to(f"/orgs/{made}")


@router.get("/invitations/{org}/{token}")
async def invitation(
    signed: PageUser, org: UUID, token: shapes.TokenInPath
) -> HTMLResponse:
    """The form to accept an invitation."""
    return shown("invitation", signed=signed, org=org, token=token)


@router.post("/invitations/{org}/{token}", dependencies=OWN_FORM)
async def accept(
    request: Request, signed: PageUser, org: UUID, token: shapes.TokenInPath
) -> Response:
    """Join."""
    await organizations.accept(request.app.state.pool, signed, org, token)
    return to(f"/orgs/{org}")
