"""Receives e-mails over SMTP and keeps them by recipient."""

import re
import threading
import time
from collections import defaultdict
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller

LINK = re.compile(r"https?://[^\s/]+(/\S+)")


class Mailbox:
    """An SMTP server on 127.0.0.1. `down` makes it refuse for now, with 451; `how` is
    passed on to aiosmtpd."""

    def __init__(self, port: int, **how: object) -> None:
        self._mails: dict[str, list[EmailMessage]] = defaultdict(list)
        self._arrived = threading.Condition()
        self.down = False
        self.port = port
        self._controller = Controller(self, hostname="127.0.0.1", port=port, **how)

    async def handle_DATA(
        self, _server: object, _session: object, envelope: object
    ) -> str:
        """Take one e-mail."""
        if self.down:
            return "451 try again later"
        mail = message_from_bytes(envelope.content, policy=policy.default)
        with self._arrived:
            for recipient in envelope.rcpt_tos:
                self._mails[recipient].append(mail)
            self._arrived.notify_all()
        return "250 taken"

    def start(self) -> None:
        """Listen. Raises OSError where the port is taken."""
        self._controller.start()

    def stop(self) -> None:
        """Stop listening."""
        self._controller.stop()

    def all_to(self, address: str) -> list[EmailMessage]:
        """Return what has come for `address` so far."""
        with self._arrived:
            return list(self._mails[address])

    def wait_for(
        self, address: str, number: int = 1, seconds: float = 10
    ) -> EmailMessage:
        """Return the e-mail `number` to `address`. Raises AssertionError after
        `seconds`."""
        deadline = time.monotonic() + seconds
        with self._arrived:
            while len(self._mails[address]) < number:
                if not self._arrived.wait(deadline - time.monotonic()):
                    found = f"{len(self._mails[address])} of {number}"
                    raise AssertionError(f"{found} e-mails came to {address}")
            return self._mails[address][number - 1]

    def link_to(self, address: str, number: int = 1) -> str:
        """Return the path of the link in an e-mail to `address`."""
        return LINK.search(self.wait_for(address, number).get_content())[1]
