"""Carries usage rows from Valkey to PostgreSQL: each at least once, stored once."""

import asyncio
import json
import secrets

import psycopg
import structlog
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

from ai_gateway import metrics
from ai_gateway.limiter import RESERVATIONS, USAGE, Limiter

GROUP, BATCH, BLOCK_MS, ABANDONED_MS = "ledger", 500, 500, 10_000
_COLUMNS = """id, key_id, model, provider, outcome, at, prompt_tokens,
    completion_tokens, estimated, price_since, cost_picodollars"""
_NAMES = [name.strip() for name in _COLUMNS.split(",")]
_INSERT = f"""INSERT INTO usage ({_COLUMNS})
    VALUES ({", ".join(f"%({name})s" for name in _NAMES)})
    ON CONFLICT (id) DO NOTHING"""
log = structlog.get_logger()


class Ledger:
    """Every replica runs one; they share the work through a consumer group."""

    def __init__(
        self, valkey: Redis, pool: AsyncConnectionPool, limiter: Limiter
    ) -> None:
        self.valkey, self.pool, self.limiter = valkey, pool, limiter
        self.me = secrets.token_hex(8)

    async def run(self) -> None:
        """Work until cancelled; what fails is tried again a second later."""
        ready = False
        while True:
            try:
                if not ready:
                    await self._make_group()
                    ready = True
                await self.turn()
            except (RedisError, psycopg.Error, PoolTimeout) as error:
                log.warning("ledger_waits", error=str(error))
                ready = False
                await asyncio.sleep(1)

    # --8<-- [start:turn]
    async def turn(self) -> None:
        """Store what is new, and what a replica that died had taken."""
        await self._settle_lost()
        metrics.WAITING.set(await self.valkey.xlen(USAGE))
        claimed = [USAGE, GROUP, self.me, ABANDONED_MS, "0-0"]
        _, old, _ = await self.valkey.xautoclaim(*claimed)
        if not old:
            new = await self.valkey.xreadgroup(
                GROUP, self.me, {USAGE: ">"}, count=BATCH, block=BLOCK_MS
            )
            old = new[0][1] if new else []
        if not old:
            return
        async with self.pool.connection() as session, session.cursor() as cursor:
            rows = [json.loads(fields[b"row"]) for _, fields in old]
            await cursor.executemany(_INSERT, rows)
        ids = [identity for identity, _ in old]
        async with self.valkey.pipeline(transaction=True) as both:
            await both.xack(USAGE, GROUP, *ids).xdel(USAGE, *ids).execute()

    async def _settle_lost(self) -> None:
        """Settle reservations whose replica never did: the row written in advance
        says so."""
        now, _ = await self.valkey.time()  # its clock wrote the expiry, not ours
        due = await self.valkey.zrangebyscore(RESERVATIONS, 0, now * 1000, 0, BATCH)
        for identity in due:
            await self.limiter.settle(identity.decode(), None, None)

    # --8<-- [end:turn]
    async def _make_group(self) -> None:
        try:
            await self.valkey.xgroup_create(USAGE, GROUP, id="0", mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise
