"""People who use an implementation: through the API, or with forms and a cookie."""

import re
from dataclasses import dataclass
from itertools import count
from secrets import token_hex

import httpx

from outside.mailbox import Mailbox

PASSWORD = "correct horse battery"
_numbers = count(1)
_tls = httpx.create_ssl_context()  # once: it takes longer than a request


def client(url: str) -> httpx.Client:
    """Return a client of the implementation at `url`."""
    return httpx.Client(base_url=url, timeout=15, verify=_tls)


def address() -> str:
    """Return an address that nobody had before."""
    return f"p{next(_numbers)}-{token_hex(4)}@example.com"


@dataclass
class Person:
    """Somebody with an account; `http` sends the bearer token, if logged in."""

    http: httpx.Client
    email: str

    def orgs(self) -> list[dict]:
        """Return the organizations that this person sees."""
        return self.http.get("/api/orgs").json()["organizations"]


def sign_up(url: str, mailbox: Mailbox, email: str | None = None) -> Person:
    """Sign up, follow the link, log in."""
    email = email or address()
    http = client(url)
    assert http.post("/api/signup", json={"email": email}).status_code == 202
    token = mailbox.link_to(email).rsplit("/", 1)[-1]
    body = {"token": token, "password": PASSWORD}
    assert http.post("/api/confirmations", json=body).status_code == 201
    return log_in(Person(http, email))


def log_in(person: Person, password: str = PASSWORD) -> Person:
    """Give the person's client a new session."""
    body = {"email": person.email, "password": password}
    answer = person.http.post("/api/sessions", json=body)
    assert answer.status_code == 201, answer.text
    person.http.headers["Authorization"] = f"Bearer {answer.json()['token']}"
    return person


def organization(person: Person, name: str = "Acme") -> str:
    """Let `person` make an organization; return its id."""
    return person.http.post("/api/orgs", json={"name": name}).json()["id"]


def join(owner: Person, org: str, person: Person, role: str, mailbox: Mailbox) -> str:
    """Invite `person` and let them accept; return the path of the link."""
    seen = len(mailbox.all_to(person.email))
    body = {"email": person.email, "role": role}
    answer = owner.http.post(f"/api/orgs/{org}/invitations", json=body)
    assert answer.status_code == 201, answer.text
    link = mailbox.link_to(person.email, seen + 1)
    body = {"organization": org, "token": link.rsplit("/", 1)[-1]}
    assert person.http.post("/api/invitations/accept", json=body).status_code == 200
    return link


class Browser:
    """Sends forms as a browser does: one cookie, Origin, no redirect followed.

    httpx would not send a Secure cookie to http://; browsers make an exception for
    loopback.
    """

    def __init__(self, url: str) -> None:
        self.http, self.cookie, self.origin = client(url), "", url

    def get(self, path: str) -> httpx.Response:
        """Open a page."""
        return self._keep(self.http.get(path, headers=self._headers()))

    def post(self, path: str, **form: str) -> httpx.Response:
        """Send a form."""
        headers = {**self._headers(), "Origin": self.origin}
        return self._keep(self.http.post(path, data=form, headers=headers))

    def csrf(self, path: str) -> str:
        """Return the token that the forms of a page carry."""
        return re.search(r'name="csrf" value="([^"]+)"', self.get(path).text)[1]

    def log_in(self, email: str) -> "Browser":
        """Log in with the form."""
        assert self.post("/login", email=email, password=PASSWORD).status_code == 303
        return self

    def _headers(self) -> dict[str, str]:
        return {"Cookie": self.cookie} if self.cookie else {}

    def _keep(self, answer: httpx.Response) -> httpx.Response:
        if set_cookie := answer.headers.get("set-cookie"):
            self.cookie = set_cookie.split(";")[0]
        return answer
