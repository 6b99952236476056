"""What an account at Stripe holds, as far as this SaaS sees it: customers, checkout
sessions, subscriptions, and an event for each change.

It does not do: cards, prices, invoices as objects, taxes, proration, test clocks, API
keys, rate limits, and what happens by itself with time. A test says what happens.
"""

import copy
import json
import threading
import time
from itertools import count

MONTH = 30 * 86400


class Account:
    """All methods may be called from several threads. `delay` is how many seconds each
    call of the API takes; `down` makes it answer 500; `drops` lets the answer come byte
    by byte; `instead` has status and body for who asks for a customer's subscriptions;
    `on_event` is called with each."""

    def __init__(self) -> None:
        self.customers: dict[str, dict] = {}
        self.sessions: dict[str, dict] = {}
        self.subscriptions: dict[str, dict] = {}
        self.events: list[dict] = []
        self.calls: list[str] = []
        self.instead: dict[str, tuple[int, str]] = {}
        self.well()
        self.on_event = lambda event: None
        self.lock = threading.RLock()
        self.saved: dict[str, tuple[dict, int, str]] = {}  # by idempotency key
        self._numbers = count(1)
        self._run = f"{time.time_ns():x}"

    def well(self) -> None:
        """Answer as usual from here on."""
        self.delay, self.down, self.drops = 0.0, False, False
        self.instead.clear()

    def _id(self, prefix: str) -> str:
        return f"{prefix}_{self._run}{next(self._numbers):05}"

    def customer(self, org: str, email: str) -> dict:
        """Make a customer."""
        with self.lock:
            made = {"id": self._id("cus"), "object": "customer", "email": email}
            made["metadata"] = {"org": org}
            return self.customers.setdefault(made["id"], made)

    def checkout(self, customer: str, success_url: str) -> dict:
        """Make a checkout session."""
        with self.lock:
            made = {
                "id": self._id("cs"), "object": "checkout.session",
                "customer": customer, "mode": "subscription", "status": "open",
                "success_url": success_url,
            }  # fmt: skip
            return self.sessions.setdefault(made["id"], made)

    def subscribe(self, customer: str, status: str = "active") -> dict:
        """A customer subscribes: what a paid checkout session does."""
        with self.lock:
            now = int(time.time())
            item = {"object": "subscription_item", "current_period_end": now + MONTH}
            made = {
                "id": self._id("sub"), "object": "subscription", "customer": customer,
                "status": "incomplete", "created": now, "cancel_at_period_end": False,
                "items": {"object": "list", "data": [item]},
            }  # fmt: skip
            self.subscriptions[made["id"]] = made
            self._event("customer.subscription.created", made)
            if status != "incomplete":
                self.change(made["id"], status=status)
            return made

    def change(self, subscription: str, **values: object) -> dict:
        """Change a subscription; "canceled" is its end."""
        with self.lock:
            found = self.subscriptions[subscription]
            found.update(values)
            ended = values.get("status") == "canceled"
            return self._event(
                f"customer.subscription.{'deleted' if ended else 'updated'}", found
            )

    def _event(self, kind: str, thing: dict) -> dict:
        event = {
            "id": self._id("evt"), "object": "event", "type": kind,
            "created": int(time.time()), "data": {"object": copy.deepcopy(thing)},
        }  # fmt: skip
        self.events.append(event)
        self.on_event(event)
        return event

    def of_customer(self, customer: str) -> list[dict]:
        """Return a customer's subscriptions, newest first."""
        with self.lock:
            every = self.subscriptions.values()
            found = [s for s in every if s["customer"] == customer]
            return json.loads(json.dumps(found[::-1]))
