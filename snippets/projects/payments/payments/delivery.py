"""Sends what is in the outbox, until it has arrived or is dead."""

import asyncio
from collections.abc import Mapping
from uuid import UUID

import httpx
import structlog
from prometheus_client import Counter, Histogram
from psycopg_pool import AsyncConnectionPool

from payments import guard, signing
from payments.backoff import delay
from payments.settings import Settings
from payments.store import Session, rows, transaction

log = structlog.get_logger()
ATTEMPTS = Counter("payments_webhook_attempts", "Webhooks sent", ["outcome"])
SECONDS = Histogram("payments_webhook_seconds", "Time of one attempt")


# --8<-- [start:claim]
async def claim(
    session: Session, settings: Settings, most: int, sends: Mapping[UUID, int]
) -> list[dict]:
    """Take at most `most` due deliveries, in turn: the first of each endpoint, then the
    second. `sends` counts what is under way to an endpoint: that had its turn."""
    return await rows(
        session,
        "WITH picked AS MATERIALIZED (SELECT due.id FROM webhook_endpoint e"
        " LEFT JOIN unnest(%s::uuid[], %s::int[]) AS busy (id, sends) ON busy.id = e.id"
        " CROSS JOIN LATERAL ("  # (1)!
        "  SELECT id, due_at, row_number() OVER (ORDER BY due_at)"
        "   + coalesce(busy.sends, 0) AS turn"
        "  FROM delivery WHERE endpoint_id = e.id AND state = 'pending'"
        "   AND due_at <= now() ORDER BY due_at LIMIT %s - coalesce(busy.sends, 0)) due"
        " ORDER BY due.turn, due.due_at LIMIT %s),"  # (2)!
        "taken AS MATERIALIZED (SELECT id FROM delivery JOIN picked USING (id)"
        " WHERE state = 'pending' AND due_at <= now()"
        " FOR UPDATE OF delivery SKIP LOCKED)"  # (3)!
        "UPDATE delivery d SET attempts = attempts + 1,"
        " due_at = now() + make_interval(secs => %s)"
        " FROM taken, webhook_endpoint w, event v"
        " WHERE d.id = taken.id AND w.id = d.endpoint_id AND v.id = d.event_id"
        " RETURNING d.id, d.event_id, d.endpoint_id, d.attempts, w.url, w.secret,"
        " v.body, extract(epoch FROM now())::bigint AS seconds",
        [*sends], [*sends.values()], settings.webhook_slots_per_endpoint, most,
        settings.lease_seconds,
    )  # fmt: skip
# --8<-- [end:claim]


class Sender:
    """Delivers webhooks; one for a worker process."""

    def __init__(self, pool: AsyncConnectionPool, settings: Settings) -> None:
        self.pool, self.settings = pool, settings
        self.client = guard.client(
            settings.allowed_networks, settings.webhook_seconds, settings.webhook_slots
        )

    # --8<-- [start:deliver]
    async def deliver(self, work: dict) -> None:
        """Send one delivery and write down what came of it."""
        with SECONDS.time():
            error = await self._send(work)
        if error is None:
            state, wait = "delivered", 0.0
        elif work["attempts"] >= self.settings.webhook_attempts:
            state, wait = "dead", 0.0
        else:
            state = "pending"
            most = self.settings.backoff_most_seconds
            wait = delay(work["attempts"], self.settings.backoff_seconds, most)
        ATTEMPTS.labels(state).inc()
        async with transaction(self.pool) as session:
            await session.execute(
                "UPDATE delivery SET state = %s, last_error = %s,"
                " due_at = now() + make_interval(secs => %s)"
                " WHERE id = %s AND state = 'pending'",
                [state, error, wait, work["id"]],
            )
        if state == "dead":
            named = {"delivery": str(work["id"]), "url": work["url"]}
            log.error("webhook dead", error=error, **named)
    # --8<-- [end:deliver]

    async def _send(self, work: dict) -> str | None:
        """Return why it has not arrived, or None. The answer's body is not read: it may
        have no end."""
        event, body = str(work["event_id"]), work["body"]
        signed = signing.headers(work["secret"], event, work["seconds"], body)
        post = self.client.stream("POST", work["url"], content=body, headers=signed)
        try:
            async with asyncio.timeout(self.settings.webhook_seconds), post as answer:
                return None if answer.is_success else f"status {answer.status_code}"
        except (httpx.HTTPError, OSError) as error:
            return f"{type(error).__name__}: {error}"[:500]
