"""Where the acceptance suite receives e-mails and plays Stripe: as SMTP_PORT and
STRIPE_URL say, else as project.toml does. The implementation is told the same."""

import os
from urllib.parse import urlsplit

from outside.mailbox import Mailbox
from outside.stripe_account import Account
from outside.stripe_server import Server
from snippets.projects.kit import catalog


def _said(name: str) -> str:
    return os.environ.get(name) or catalog.find("saas").accept[name]


def mailbox(kind: type[Mailbox] = Mailbox) -> Mailbox:
    """Return a mailbox that listens. Raises OSError where the port is taken."""
    made = kind(int(_said("SMTP_PORT")))
    made.start()
    return made


def stripe(account: Account) -> Server:
    """Return a Stripe that listens. Raises OSError where the port is taken."""
    return Server(urlsplit(_said("STRIPE_URL")).port, account)
