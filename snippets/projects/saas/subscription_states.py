# needs: postgresql
# timeout: 120
import asyncio
import json
import os
import uuid
from pathlib import Path

import psycopg
import structlog
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run
from outside.stripe_account import Account
from outside.stripe_server import Server
from saas import billing, plans, store
from saas.settings import SaasSettings
from saas.stripe_api import Stripe

from snippets.projects.kit import database

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
dsn, loop = os.environ["DATABASE_URL"], asyncio.new_event_loop()
database.migrate(dsn, Path(store.__file__).with_name("migrations"))
account = Account()
server = Server(0, account)
config = SaasSettings(
    stripe_url=server.url, stripe_key="sk_test", stripe_webhook_secrets="whsec_s")
pool, stripe = database.pool(config.app_dsn, 4), Stripe(config)
loop.run_until_complete(pool.open())
admin = psycopg.connect(dsn, autocommit=True)
steps = {"changes": 0, "webhooks": 0, "answers lost": 0, "questions": 0}


# --8<-- [start:machine]
class Subscription(RuleBasedStateMachine):
    """Stripe changes or fails, webhooks come or not: the copy is old, never wrong."""

    def __init__(self):
        super().__init__()
        self.org, self.events, self.ids = uuid.uuid4(), [], []
        self.customer = account.customer(str(self.org), "a@example.com")["id"]
        admin.execute(
            "INSERT INTO organizations (id, name, customer) VALUES (%s, 'A', %s)",
            [self.org, self.customer])

    @rule(status=st.sampled_from(["incomplete", "active", "trialing"]))
    def subscribes(self, status):
        before = len(account.events)
        self.ids.append(account.subscribe(self.customer, status)["id"])
        self.events += account.events[before:]
        steps["changes"] += 1

    @precondition(lambda self: self.ids)
    @rule(data=st.data(), status=st.sampled_from(
        ["active", "past_due", "unpaid", "canceled", "paused", "incomplete_expired"]))
    def changes(self, data, status):
        subscription = data.draw(st.sampled_from(self.ids))
        self.events.append(account.change(subscription, status=status))
        steps["changes"] += 1

    @precondition(lambda self: self.events)
    @rule(data=st.data())
    def webhooks_come(self, data):  # any of them, in any order, again and again
        some = st.lists(st.sampled_from(self.events), min_size=1, max_size=4)
        for event in data.draw(some):
            loop.run_until_complete(billing.receive(pool, json.dumps(event).encode()))
            steps["webhooks"] += 1
        while loop.run_until_complete(billing.work_next(pool, stripe)):
            pass

    @rule(fails=st.booleans())
    def asks(self, fails):
        account.down, before = fails, self.copy()
        assert (loop.run_until_complete(self.ask()) == "failed") == fails
        account.down = False
        plan = before[0] if fails else self.truth()  # (1)!
        assert self.copy()[0] == plan
        steps["answers lost" if fails else "questions"] += 1

    def ask(self):
        return billing.sync(pool, stripe, self.customer, "check")

    def truth(self):
        states = {s["status"] for s in account.of_customer(self.customer)}
        return "pro" if states & plans.ENTITLED else "free"

    def copy(self):
        return admin.execute("SELECT plan, status FROM organizations WHERE id = %s",
                             [self.org]).fetchone()

    @invariant()
    def plan_fits_status(self):
        plan, status = self.copy()
        assert plan == plans.plan_of(status)
# --8<-- [end:machine]


run(Subscription, settings=settings(
    max_examples=25, stateful_step_count=20, deadline=None, derandomize=True,
    database=None, suppress_health_check=list(HealthCheck)))
for what, number in steps.items():
    print(f"{what}: {number}")
