"""Lets schemathesis try the routes behind the log-in: a person and an organization."""

import functools
import re

import httpx
import schemathesis

from accept import people
from outside import ports
from outside.stripe_account import Account

UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ENDS = ("/api/session", "/api/sessions")  # they would end the one session that there is


@functools.cache
def somebody(url: str) -> tuple[people.Person, str]:
    """Sign up at `url` by the e-mail that comes; return person and organization."""
    mailbox = ports.mailbox()
    ports.stripe(Account())  # until this process ends
    person = people.sign_up(url, mailbox)
    mailbox.stop()
    return person, people.organization(person)


def _url(operation: object) -> str:
    return str(httpx.URL(operation.schema.get_base_url()).join("/")).rstrip("/")


@schemathesis.auth().apply_to(path_regex="^/api/").skip_for(path=list(ENDS))
class Session:
    """The token of a session."""

    def get(self, case: object, _context: object) -> str:
        """Return the header's value."""
        return somebody(_url(case.operation))[0].http.headers["Authorization"]

    def set(self, case: object, data: str, _context: object) -> None:
        """Send it."""
        case.headers["Authorization"] = data


@schemathesis.hook
def before_call(_context: object, case: object, _kwargs: dict) -> None:
    """Where any organization's id would do, take one that is there. Leave out a length
    that is no number: the HTTP server refuses it before the service sees it."""
    case.headers.pop("Content-Length", None)
    values = case.path_parameters or {}
    if UUID.fullmatch(str(values.get("org", ""))):
        values["org"] = somebody(_url(case.operation))[1]
