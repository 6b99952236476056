"""E-mails go through an outbox: written with the change they tell of, sent later."""

import asyncio
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate

import structlog

from saas import metrics
from saas.settings import SaasSettings
from saas.store import Pool, Session, one, plain

log = structlog.get_logger()
SMTP_SECONDS = 4  # of each step; with STARTTLS there are about eleven


async def queue(session: Session, recipient: str, subject: str, body: str) -> None:
    """Write an e-mail into the transaction of `session`."""
    await session.execute(
        "INSERT INTO outbox (recipient, subject, body) VALUES (%s, %s, %s)",
        [recipient, subject, body],
    )


# --8<-- [start:send]
async def send_next(pool: Pool, settings: SaasSettings) -> bool:
    """Send one e-mail that is due; return whether there was one.

    It is put off before it is sent, by more than sending may take, and no transaction
    is open meanwhile: a slow server holds no connection, and what goes wrong with one
    e-mail keeps no other. At least once: a process that dies between SMTP's 250 and the
    last statement sends again, under the same Message-ID.
    """
    async with plain(pool) as session:
        mail = await one(
            session,
            """UPDATE outbox SET next_at = now() + interval '60 s' WHERE id = (
                 SELECT id FROM outbox WHERE sent_at IS NULL AND next_at <= now()
                 ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
               RETURNING id, recipient, subject, body""",
        )
    if mail is None:
        return False
    try:
        await asyncio.to_thread(_send, settings, mail)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        await _failed(pool, mail, error)
    else:
        metrics.MAILS.labels("sent").inc()
        # The body holds a secret link, so it goes.
        sent = """UPDATE outbox SET sent_at = now(), body = NULL, error = NULL
                  WHERE id = %s"""
        async with plain(pool) as session:
            await session.execute(sent, [mail["id"]])
    return True
# --8<-- [end:send]


async def _failed(pool: Pool, mail: dict, error: Exception) -> None:
    """Put the e-mail off further, or give it up where it has been tried for a day."""
    async with plain(pool) as session:
        over = """DELETE FROM outbox WHERE id = %s AND
                  uuid_extract_timestamp(id) < now() - interval '1 day' RETURNING id"""
        given_up = await one(session, over, mail["id"])
        await session.execute(
            """UPDATE outbox SET attempts = attempts + 1, error = %s,
               next_at = now() + least(600, 2 ^ least(attempts, 10)) * interval '1 s'
               WHERE id = %s""",
            [str(error)[:500], mail["id"]],
        )
    metrics.MAILS.labels("given_up" if given_up else "failed").inc()
    said = "mail_given_up" if given_up else "mail_failed"
    log.warning(said, mail=str(mail["id"]), error=str(error))


def _send(settings: SaasSettings, mail: dict) -> None:
    message = EmailMessage()
    message["From"], message["To"] = settings.mail_from, mail["recipient"]
    # People name organizations, and a header takes none of what splits lines.
    message["Subject"] = " ".join(mail["subject"].splitlines())
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = f"<{mail['id']}@flags.example>"
    message.set_content(mail["body"])
    host, port = settings.smtp_host, settings.smtp_port
    with smtplib.SMTP(host, port, timeout=SMTP_SECONDS) as server:
        if settings.smtp_starttls:
            # Without a context smtplib takes any certificate.
            server.starttls(context=ssl.create_default_context())
        server.send_message(message)
