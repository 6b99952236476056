"""`make start PROJECT=saas` asks for mail and Stripe; this plays both until Ctrl-C.

    python3 bootstrap.py test -- python -m snippets.projects.saas.outside URL
"""

import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from outside import ports
from outside.mailbox import Mailbox
from outside.stripe_account import Account
from outside.stripe_server import deliver


class Printing(Mailbox):
    """Prints what comes."""

    async def handle_DATA(
        self, server: object, session: object, envelope: object
    ) -> str:
        """Take one e-mail and show it."""
        print(envelope.content.decode(errors="replace"), flush=True)
        return await super().handle_DATA(server, session, envelope)


if __name__ == "__main__":
    url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
    account = Account()
    account.on_event = lambda event: threading.Timer(
        0.5, deliver, [url, event, "whsec_accept"]
    ).start()
    mailbox, stripe = ports.mailbox(Printing), ports.stripe(account)
    print(f"mail at 127.0.0.1:{mailbox.port}, Stripe at {stripe.url}", flush=True)
    print(f"webhooks to {url}", flush=True)
    while True:
        time.sleep(3600)
