"""The ports that the acceptance suite's mail and Stripe listen on, one suite at a time."""

import time
from collections.abc import Callable
from typing import TypeVar

from outside.mailbox import Mailbox
from outside.stripe_account import Account
from outside.stripe_server import Server

SMTP_PORT, STRIPE_PORT = 2525, 12112
WAIT_SECONDS = 60
Made = TypeVar("Made")


def opened(make: Callable[[], Made]) -> Made:
    """Return what `make` makes, once another suite has given its port back."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            return make()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def mailbox() -> Mailbox:
    """Return a mailbox that listens."""

    def make() -> Mailbox:
        made = Mailbox(SMTP_PORT)
        made.start()
        return made

    return opened(make)


def stripe(account: Account) -> Server:
    """Return a Stripe that listens."""
    return opened(lambda: Server(STRIPE_PORT, account))
