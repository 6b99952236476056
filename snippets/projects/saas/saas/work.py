"""What goes on beside the requests: e-mails, webhooks, and questions to Stripe.

It runs in the process that serves. What is due is claimed with SKIP LOCKED and put off
before it is worked on, so any number of processes may do it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import psycopg
import psycopg_pool
import structlog

from saas import billing, mail, metrics
from saas.settings import SaasSettings
from saas.store import Pool, one, plain
from saas.stripe_api import Stripe

log = structlog.get_logger()
DAY = 86400
A_ROUND = 20  # regular questions to Stripe
WAITING = {  # since the beginning: next_at of what fails lies ahead
    "mail": """SELECT min(uuid_extract_timestamp(id)) AS first
               FROM outbox WHERE sent_at IS NULL""",
    "stripe": """SELECT min(received_at) AS first
                 FROM stripe_events WHERE done_at IS NULL""",
}
OLD = (
    "DELETE FROM outbox WHERE sent_at < now() - interval '30 days'",
    "DELETE FROM stripe_events WHERE done_at < now() - interval '60 days'",
    "DELETE FROM email_tokens WHERE expires_at < now() - interval '1 day'",
    "DELETE FROM login_failures WHERE at < now() - interval '1 day'",
    "DELETE FROM sessions WHERE seen_at < now() - interval '14 days'",
)


async def _repeat(
    stop: asyncio.Event, seconds: float, job: Callable[[], Awaitable]
) -> None:
    """Do `job` until `stop`: at once again while it says that there was work."""
    while not stop.is_set():
        try:
            if await job():
                continue
        except (psycopg.Error, psycopg_pool.PoolTimeout) as error:
            log.warning("database_down", job=job.__name__, error=str(error))
        except Exception as error:  # the others must go on; the log and the age tell
            log.error("unforeseen", job=job.__name__, exc_info=error)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), seconds)


async def measure(pool: Pool) -> None:
    """Set saas_waiting_seconds of each queue."""
    async with plain(pool) as session:
        for queue, first in WAITING.items():
            age = f"""SELECT coalesce(extract(epoch FROM now() - first), 0) AS s
                      FROM ({first})"""
            metrics.WAITING.labels(queue).set(max(0, (await one(session, age))["s"]))


async def clean(pool: Pool) -> None:
    """Delete what has been over for long."""
    async with plain(pool) as session:
        for statement in OLD:
            await session.execute(statement)


async def run(
    stop: asyncio.Event, pool: Pool, stripe: Stripe, settings: SaasSettings
) -> None:
    """Work until `stop` is set; what has begun is finished."""

    async def mails() -> bool:
        return await mail.send_next(pool, settings)

    async def webhooks() -> bool:
        return await billing.work_next(pool, stripe)

    async def checks() -> None:
        for _ in range(A_ROUND):
            if stop.is_set():
                return
            if not await billing.check_next(pool, stripe, settings.check_seconds):
                return

    async def ages() -> None:
        await measure(pool)

    async def daily() -> None:
        await clean(pool)

    often, seldom = settings.poll_seconds, min(settings.check_seconds / 4, 60)
    jobs = {mails: often, webhooks: often, checks: seldom, ages: 5, daily: DAY}
    async with asyncio.TaskGroup() as group:
        for job, seconds in jobs.items():
            group.create_task(_repeat(stop, seconds, job))
