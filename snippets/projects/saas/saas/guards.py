"""What stands before every request: size, headers, cross-site forms, a database that
fails."""

import hmac
from typing import Annotated
from urllib.parse import urlsplit

import psycopg
import psycopg_pool
import structlog
from fastapi import Depends, FastAPI, Form, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from saas.access import PageUser
from snippets.projects.kit.problems import Problem, answer

log = structlog.get_logger()
LARGEST = 256 * 1024  # bytes of a body: Stripe's events are far smaller


class _TooLarge(Exception):
    pass


class BodyLimit:
    """Answers 413 where the body is larger, also when it does not say its length."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what comes in."""
        seen, begun = 0, False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > LARGEST:
                raise _TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            http = scope["type"] == "http"
            await self.app(scope, counted if http else receive, noted)
        except _TooLarge:
            if not begun:
                refused = answer(413, "too_large", f"at most {LARGEST} bytes")
                await refused(scope, receive, send)


# --8<-- [start:csp]
def headers(payment_origins: str, https: bool) -> dict[str, str]:
    """Return the headers of every answer.

    form-action names Stripe because Chromium applies it to the redirect that answers a
    form, not to the form's own address alone.
    """
    policy = (
        "default-src 'none'; style-src 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action 'self' {payment_origins}"
    )
    found = {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "same-origin",  # no-referrer: a form's Origin is "null"
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return found | ({"Strict-Transport-Security": "max-age=31536000"} if https else {})
# --8<-- [end:csp]


# --8<-- [start:csrf]
async def same_site(request: Request) -> None:
    """Refuse a form that another site sent: 403.

    Sec-Fetch-Site is what the browser says and no page can set. An old browser sends
    Origin; a program sends neither and has nobody's cookie.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site:
        foreign = site not in ("same-origin", "none")
    else:
        host = request.headers.get("host")
        foreign = bool(origin) and urlsplit(origin).netloc != host
    if foreign:
        raise Problem(403, "cross_site", "this form was sent by another site")


async def own_form(
    signed: PageUser, csrf: Annotated[str, Form(max_length=100)] = ""
) -> None:
    """Refuse a form without the token of this session: 403."""
    if not hmac.compare_digest(csrf.encode(), signed.csrf.encode()):
        raise Problem(403, "csrf", "open the page again and send the form from there")
# --8<-- [end:csrf]


FORM = [Depends(same_site)]
OWN_FORM = [Depends(same_site), Depends(own_form)]
_PASSING = (
    psycopg.OperationalError,  # also lock_timeout and statement_timeout
    psycopg_pool.PoolTimeout,
)


def serve(app: FastAPI, payment_origins: str, *, https: bool) -> None:
    """Put all of it before `app`."""
    fixed = headers(payment_origins, https)

    @app.middleware("http")
    async def with_headers(request: Request, call: object) -> object:
        found = await call(request)
        found.headers.update({k: v for k, v in fixed.items() if k not in found.headers})
        return found

    async def busy(_request: Request, error: Exception) -> object:
        log.warning("database_down", error=str(error))
        return answer(503, "database_down", "try again", {"Retry-After": "2"})

    for kind in _PASSING:
        app.add_exception_handler(kind, busy)
    app.add_middleware(BodyLimit)
