"""The worker: calls the processor, sends webhooks, reconciles, forgets old keys."""

import asyncio
from collections import Counter as Tally
from collections.abc import Awaitable, Callable
from uuid import UUID

import psycopg
import structlog
from prometheus_client import Counter, start_http_server
from psycopg_pool import AsyncConnectionPool

from payments import operations, settlement
from payments.backoff import delay
from payments.delivery import Sender, claim as claim_deliveries
from payments.processor import Processor, Unknown
from payments.settings import Settings
from payments.store import opened, rows, transaction
from snippets.projects.kit import serving
from snippets.projects.kit.settings import load

log = structlog.get_logger()
OPERATIONS = Counter(
    "payments_operations", "Calls of the processor", ["kind", "outcome"]
)
HOUSEKEEPING_SECONDS = 60.0


class Worker:
    """Loops that take due work and do it, each piece in a task of its own."""

    def __init__(self, pool: AsyncConnectionPool, settings: Settings) -> None:
        self.pool, self.settings = pool, settings
        self.processor, self.sender = Processor(settings), Sender(pool, settings)
        self.calls: set[asyncio.Task] = set()
        self.sends: dict[asyncio.Task, UUID] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`; what has begun is finished."""
        await asyncio.gather(
            self._loop(stop, self.settings.poll_seconds, self._take_operations),
            self._loop(stop, self.settings.poll_seconds, self._take_deliveries),
            self._loop(stop, self.settings.poll_seconds * 5, self._take_reconciliation),
            self._loop(stop, HOUSEKEEPING_SECONDS, self._forget_keys),
        )
        if under_way := {*self.calls, *self.sends}:
            await asyncio.wait(under_way, timeout=self.settings.shutdown_seconds)

    async def _loop(
        self, stop: asyncio.Event, seconds: float, step: Callable[[], Awaitable[bool]]
    ) -> None:
        while not stop.is_set():
            try:
                if await step():
                    continue
            except (psycopg.Error, TimeoutError, Unknown) as error:
                why = f"{type(error).__name__}: {error}"
                log.warning("put off", step=step.__name__, error=why)
            with_timeout = asyncio.wait_for(stop.wait(), seconds)
            await asyncio.gather(with_timeout, return_exceptions=True)

    async def _take_operations(self) -> bool:
        free = self.settings.processor_slots - len(self.calls)
        if free <= 0:
            return False
        async with transaction(self.pool) as session:
            found = await operations.claim(session, free, self.settings.lease_seconds)
        for operation in found:
            task = asyncio.create_task(self._guarded(self.call(operation)))
            self.calls.add(task)
            task.add_done_callback(self.calls.discard)
        return len(found) == free

    # --8<-- [start:call]
    async def call(self, operation: dict) -> None:
        """Have the processor do an operation, or leave it for another try."""
        forgotten = operation["age"] > self.settings.processor_key_seconds  # (1)!
        ask = self.processor.ask if forgotten else self.processor.send
        try:
            answer = await ask(operation)
        except Unknown as why:
            OPERATIONS.labels(operation["kind"], "unknown").inc()
            log.warning("outcome unknown", operation=str(operation["id"]), why=str(why))
            base, most = self.settings.backoff_seconds, self.settings.lease_seconds
            wait = delay(operation["attempts"], base, most)
            async with transaction(self.pool) as session:
                await operations.postpone(session, operation["id"], wait, str(why))
            return
        async with transaction(self.pool) as session:  # (2)!
            await operations.finish(session, operation, answer)
        outcome = "approved" if answer.approved else "declined"
        OPERATIONS.labels(operation["kind"], outcome).inc()
    # --8<-- [end:call]

    async def _take_deliveries(self) -> bool:
        free = self.settings.webhook_slots - len(self.sends)
        if free <= 0:
            return False
        sends = Tally(self.sends.values())
        async with transaction(self.pool) as session:
            found = await claim_deliveries(session, self.settings, free, sends)
        for work in found:
            task = asyncio.create_task(self._guarded(self.sender.deliver(work)))
            self.sends[task] = work["endpoint_id"]
            task.add_done_callback(self.sends.pop)
        return bool(found)

    async def _take_reconciliation(self) -> bool:
        async with transaction(self.pool) as session:
            found = await rows(
                session,
                "UPDATE reconciliation SET due_at = now() + make_interval(secs => %s)"
                " WHERE id IN (SELECT id FROM reconciliation WHERE state = 'pending'"
                "  AND due_at <= now() ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)"
                " RETURNING id",
                self.settings.lease_seconds,
            )
        for run in found:
            late = self.settings.settlement_seconds
            await settlement.reconcile(self.pool, self.processor, run["id"], late)
        return bool(found)

    async def _forget_keys(self) -> bool:
        async with transaction(self.pool) as session:
            gone = await session.execute(
                "DELETE FROM idempotency_key WHERE key IN ("
                " SELECT key FROM idempotency_key"
                " WHERE created_at < now() - make_interval(days => %s) LIMIT 1000)",
                [self.settings.key_days],
            )
        return gone.rowcount == 1000

    async def _guarded(self, work: Awaitable[None]) -> None:
        """A piece that fails is due again when its lease ends."""
        try:
            await work
        except (psycopg.Error, TimeoutError) as error:
            log.warning("left to its lease", error=f"{type(error).__name__}: {error}")


def main() -> None:
    """Run until SIGTERM."""
    settings = load(Settings)
    serving.start_process("payments-worker", settings)
    server, _ = start_http_server(settings.worker_port, "127.0.0.1")
    log.info("metrics", port=server.server_port)
    pool = opened(settings)

    async def work(stop: asyncio.Event) -> None:
        async with pool:
            await Worker(pool, settings).run(stop)

    serving.work(work)


if __name__ == "__main__":
    main()
