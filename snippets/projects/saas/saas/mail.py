"""E-mails go through an outbox: written with the change they tell of, sent afterwards."""

import asyncio
import smtplib
from email.message import EmailMessage
from email.utils import formatdate

import structlog

from saas import metrics
from saas.settings import SaasSettings
from saas.store import Pool, Session, one, plain

log = structlog.get_logger()
SMTP_SECONDS = 4  # below idle_in_transaction_session_timeout


async def queue(session: Session, recipient: str, subject: str, body: str) -> None:
    """Write an e-mail into the transaction of `session`."""
    await session.execute(
        "INSERT INTO outbox (recipient, subject, body) VALUES (%s, %s, %s)",
        [recipient, subject, body],
    )


# --8<-- [start:send]
async def send_next(pool: Pool, settings: SaasSettings) -> bool:
    """Send one e-mail that is due; return whether there was one.

    At least once: a process that dies between SMTP's 250 and the commit sends again,
    under the same Message-ID. The body holds a secret link, so it is removed.
    """
    async with plain(pool) as session:
        mail = await one(
            session,
            """SELECT id, recipient, subject, body, attempts FROM outbox
               WHERE sent_at IS NULL AND next_at <= now()
               ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED""",
        )
        if mail is None:
            return False
        try:
            await asyncio.to_thread(_send, settings, mail)
        except (OSError, smtplib.SMTPException) as error:
            metrics.MAILS.labels("failed").inc()
            log.warning("mail_failed", mail=str(mail["id"]), error=str(error))
            await session.execute(
                """UPDATE outbox SET attempts = attempts + 1, error = %s,
                   next_at = now() + least(600, 2 ^ attempts) * interval '1 s'
                   WHERE id = %s""",
                [str(error)[:500], mail["id"]],
            )
        else:
            metrics.MAILS.labels("sent").inc()
            await session.execute(
                "UPDATE outbox SET sent_at = now(), body = NULL, error = NULL WHERE id = %s",
                [mail["id"]],
            )
    return True
# --8<-- [end:send]


def _send(settings: SaasSettings, mail: dict) -> None:
    message = EmailMessage()
    message["From"], message["To"] = settings.mail_from, mail["recipient"]
    message["Subject"], message["Date"] = mail["subject"], formatdate(usegmt=True)
    message["Message-ID"] = f"<{mail['id']}@flags.example>"
    message.set_content(mail["body"])
    host, port = settings.smtp_host, settings.smtp_port
    with smtplib.SMTP(host, port, timeout=SMTP_SECONDS) as server:
        if settings.smtp_starttls:
            server.starttls()
        server.send_message(message)
