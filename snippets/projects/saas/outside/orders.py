"""All orders in which the changes of a subscription and their webhooks can follow one
another.

Changes happen in their order; the webhook of each may come at any time after it.
"""

import contextlib
import time
from collections import Counter
from collections.abc import Iterator
from operator import itemgetter

import psycopg

from accept import people
from outside.mailbox import Mailbox
from outside.stripe_account import Account
from outside.stripe_server import Server, deliver
from snippets.projects.kit import catalog
from snippets.projects.kit.running import Started, started
from snippets.services.process import free_port

SECRET = "whsec_orders"
# A life, and the second of each change: the last retry cancels at once.
LIFE = [("incomplete", 0), ("active", 0), ("past_due", 9), ("canceled", 9)]
Order = list[tuple[str, int]]


def interleavings(changes: int) -> Iterator[Order]:
    """Yield each order of ("change", i) and ("webhook", i): (2n - 1)!! of them."""

    def further(
        so_far: Order, changed: int, waiting: tuple[int, ...]
    ) -> Iterator[Order]:
        if changed == changes and not waiting:
            yield so_far
        if changed < changes:
            now = [*so_far, ("change", changed)]
            yield from further(now, changed + 1, (*waiting, changed))
        for i in waiting:
            rest = tuple(w for w in waiting if w != i)
            yield from further([*so_far, ("webhook", i)], changed, rest)

    return further([], 0, ())


# --8<-- [start:strategies]
def by_arrival(order: Order, life: list) -> str:
    """The webhook that came last is the state."""
    return [life[i][0] for kind, i in order if kind == "webhook"][-1]


def by_created(order: Order, life: list) -> str:
    """The webhook with the newest `created` is the state; of equals the later one."""
    state, newest = "", -1
    for i in [i for kind, i in order if kind == "webhook"]:
        if life[i][1] >= newest:
            state, newest = life[i]
    return state
# --8<-- [end:strategies]


class Shop(contextlib.ExitStack):
    """The service with a Stripe and a mailbox of its own. It asks Stripe only where a
    webhook makes it: the regular questions are put off for a day."""

    def __init__(self, dsn: str) -> None:
        super().__init__()
        self.dsn, self.sent, self.account = dsn, 0, Account()
        self.mailbox = Mailbox(free_port())

    def __enter__(self) -> "Shop":
        """Start all of it."""
        super().__enter__()
        self.mailbox.start()
        self.callback(self.mailbox.stop)
        server = Server(0, self.account)
        self.callback(server.stop)
        settings = {
            "DATABASE_URL": self.dsn, "STRIPE_URL": server.url, "STRIPE_KEY": "sk_test",
            "STRIPE_WEBHOOK_SECRETS": SECRET, "SMTP_PORT": str(self.mailbox.port),
            "CHECK_SECONDS": "86400", "POLL_SECONDS": "0.05",
        }  # fmt: skip
        service = started(catalog.find("saas"), settings)
        self.service: Started = self.enter_context(service)
        self.owner = people.sign_up(self.service.url, self.mailbox)
        return self

    def customer(self, org: str) -> str:
        """Start a checkout; return the customer."""
        url = self.owner.http.post(f"/api/orgs/{org}/checkout").json()["url"]
        return self.account.sessions[url.rsplit("/", 1)[-1]]["customer"]

    def webhook(self, event: dict, times: int = 2) -> None:
        """Send a webhook, by default twice."""
        for _ in range(times):
            assert deliver(self.service.url, event, SECRET).status_code == 200
            self.sent += 1

    def live(self, order: Order, life: list) -> str:
        """Let one organization live through `order`; return its id."""
        org = people.organization(self.owner)
        customer, subscription, events = self.customer(org), "", []
        for kind, i in order:
            if kind == "webhook":
                self.webhook(events[i])
            elif i == 0:
                subscription = self.account.subscribe(customer, "incomplete")["id"]
                events.append(self.account.events[-1])
            else:
                events.append(self.account.change(subscription, status=life[i][0]))
        return org

    def settle(self) -> None:
        """Wait until no webhook waits for its question to Stripe."""
        with psycopg.connect(self.dsn, autocommit=True) as admin:
            query = "SELECT count(*) FROM stripe_events WHERE done_at IS NULL"
            while admin.execute(query).fetchone() != (0,):
                time.sleep(0.05)

    def state(self, org: str) -> tuple[str, str]:
        """Return plan and status as the API tells them."""
        found = self.owner.http.get(f"/api/orgs/{org}").json()
        return itemgetter("plan", "status")(found)

    def asked(self) -> int:
        """Return how often Stripe was asked for subscriptions."""
        return sum(call.startswith("GET") for call in self.account.calls)


# --8<-- [start:report]
def report(dsn: str, every: int = 1) -> None:
    """Print in how many orders each way ends wrong; this service lives through every
    `every`th. Raises AssertionError unless it alone never does."""
    orders, end = list(interleavings(len(LIFE))), LIFE[-1][0]
    assert len(orders) == 1 * 3 * 5 * 7
    print("life:", " -> ".join(state for state, _ in LIFE))
    print("orders of changes and webhooks:", len(orders))
    arrival = sum(by_arrival(order, LIFE) != end for order in orders)
    created = sum(by_created(order, LIFE) != end for order in orders)
    print("wrong at the end, the last webhook wins:", arrival)
    print("wrong at the end, the newest `created` wins:", created)
    with Shop(dsn) as shop:
        companies = [shop.live(order, LIFE) for order in orders[::every]]
        shop.settle()
        states = Counter(map(shop.state, companies))
    wrong = sum(states.values()) - states["free", end]
    print("orders that this service lived through:", len(companies))
    print("webhooks sent to this service, each twice:", shop.sent)
    print("wrong at the end, this service:", wrong)
    print(f"questions to Stripe: ≈ {shop.asked()}")
    assert wrong == 0 < created < arrival and shop.asked() <= shop.sent
# --8<-- [end:report]
