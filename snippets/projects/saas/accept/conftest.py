"""The mailbox and the Stripe that an implementation is configured with."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from outside import ports
from outside.mailbox import Mailbox
from outside.stripe_account import Account
from outside.stripe_server import deliver

from accept import people
from snippets.projects.kit import catalog

_SECRETS = catalog.find("saas").accept["STRIPE_WEBHOOK_SECRETS"]
SECRET, BEFORE = os.environ.get("STRIPE_WEBHOOK_SECRETS", _SECRETS).split(",")


def eventually(seen: object, wanted: object, seconds: float = 8) -> None:
    """Assert that `seen()` becomes `wanted` within `seconds`."""
    deadline = time.monotonic() + seconds
    while (found := seen()) != wanted:
        assert time.monotonic() < deadline, f"after {seconds} s: {found}, not {wanted}"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    """Where the implementation's e-mails arrive."""
    made = ports.mailbox()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def _stripe(mailbox: Mailbox) -> Iterator[Account]:
    account = Account()
    server = ports.stripe(account)
    yield account
    server.stop()


@pytest.fixture
def stripe(_stripe: Account) -> Iterator[Account]:
    """The account at Stripe, in good health before and after."""
    yield _stripe
    _stripe.well()


@dataclass
class Company:
    """An organization with its owner."""

    owner: people.Person
    id: str
    url: str
    stripe: Account
    customer_id: str = ""

    @property
    def api(self) -> str:
        return f"/api/orgs/{self.id}"

    def details(self) -> dict:
        """Return what the owner sees."""
        return self.owner.http.get(self.api).json()

    def plan(self) -> str:
        """Return the plan."""
        return self.details()["plan"]

    def customer(self) -> str:
        """Start a checkout; return the customer that it is for."""
        answer = self.owner.http.post(f"{self.api}/checkout")
        assert answer.status_code == 200, answer.text
        session = answer.json()["url"].rsplit("/", 1)[-1]
        self.customer_id = self.stripe.sessions[session]["customer"]
        return self.customer_id

    def make_flag(self, key: str) -> httpx.Response:
        """Make a flag."""
        return self.owner.http.post(f"{self.api}/flags", json={"key": key})

    def deliver(self, event: dict) -> int:
        """Send a webhook; return the status of the answer."""
        return deliver(self.url, event, SECRET).status_code

    def subscribed(self) -> str:
        """Pay, and wait for the plan; return the subscription's id."""
        made = self.stripe.subscribe(self.customer())
        assert self.deliver(self.stripe.events[-1]) == 200
        eventually(self.plan, "pro")
        return made["id"]


@pytest.fixture(scope="session")
def owner(url: str, mailbox: Mailbox) -> people.Person:
    """A person who owns what the tests make."""
    return people.sign_up(url, mailbox)


@pytest.fixture(scope="session")
def other(url: str, mailbox: Mailbox) -> people.Person:
    """Another person."""
    return people.sign_up(url, mailbox)


@pytest.fixture
def company(url: str, owner: people.Person, stripe: Account) -> Company:
    """A new organization of `owner`, on the free plan."""
    return Company(owner, people.organization(owner), url, stripe)
