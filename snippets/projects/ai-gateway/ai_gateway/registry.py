"""Keys and models from PostgreSQL, remembered for a moment, and longer when it is away."""

import hashlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import psycopg
import structlog
from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from ai_gateway.documents import Key, Model
from ai_gateway.routing import Route

MOST_ENTRIES = 10_000
log = structlog.get_logger()


def digest(secret: str) -> bytes:
    """Return what is stored of a key: it has 256 random bits, so no salt is needed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


@dataclass
class Entry:
    """value: what was found; loaded and next_try: monotonic seconds."""

    value: object
    loaded: float
    next_try: float


class Registry:
    """What keys and models there are."""

    def __init__(self, pool: AsyncConnectionPool, fresh: float, stale: float) -> None:
        self.pool, self.fresh, self.stale = pool, fresh, stale
        self._entries: dict[object, Entry] = {}

    # --8<-- [start:remembered]
    async def _remembered(self, what: object, load: Callable[[], Awaitable[object]]) -> object:
        now, entry = time.monotonic(), self._entries.get(what)
        if entry and now < entry.next_try:
            return entry.value
        if entry:
            entry.next_try = now + self.fresh  # the others go on with what is known
        try:
            value = await load()
        except (psycopg.Error, PoolTimeout) as error:
            if not entry or now > entry.loaded + self.stale:
                self._entries.pop(what, None)  # or the others would go on with it
                raise
            log.warning("goes_on_with_what_is_known", error=type(error).__name__)
            return entry.value
        if value is None:
            self._entries.pop(what, None)
        else:
            if len(self._entries) >= MOST_ENTRIES:
                self._entries.clear()
            self._entries[what] = Entry(value, now, now + self.fresh)
        return value

    # --8<-- [end:remembered]
    async def key(self, secret: str) -> tuple[str, Key] | None:
        """Return the id and the document of a key that is valid."""
        hashed = digest(secret)

        async def load() -> tuple[str, Key] | None:
            query = "SELECT id::text, document FROM keys WHERE hash = %s AND revoked_at IS NULL"
            found = await self._one(query, [hashed])
            return found and (found[0], Key.model_validate(found[1]))

        return await self._remembered(hashed, load)

    async def route(self, name: str) -> Route | None:
        """Return a model; the same object, with its breakers, until it is changed."""

        async def load() -> Route | None:
            known = self._entries.get(name)
            found = await self._one(
                "SELECT revision, document FROM models WHERE name = %s", [name]
            )
            if not found or (known and known.value.revision == found[0]):
                return found and known.value
            return Route(name, Model.model_validate(found[1]), found[0])

        return await self._remembered(name, load)

    async def names(self) -> list[tuple[str, int]]:
        """Return each model's name and the time of its last change, in Unix seconds."""
        query = "SELECT name, extract(epoch FROM changed_at)::bigint FROM models ORDER BY name"
        async with self.pool.connection() as session:
            return await (await session.execute(query)).fetchall()

    async def put_model(self, name: str, model: Model) -> int:
        """Write a model; return its revision."""
        query = """INSERT INTO models (name, document) VALUES (%s, %s)
            ON CONFLICT (name) DO UPDATE SET document = excluded.document, changed_at = now(),
            revision = nextval('model_revisions') RETURNING revision"""
        [revision] = await self._one(query, [name, Jsonb(model.model_dump(mode="json"))])
        self._entries.pop(name, None)
        return revision

    async def add_key(self, identity: str, secret: str, key: Key) -> None:
        """Write a key; its secret is not stored."""
        query = "INSERT INTO keys (id, hash, document) VALUES (%s, %s, %s)"
        values = [identity, digest(secret), Jsonb(key.model_dump(mode="json"))]
        async with self.pool.connection() as session:
            await session.execute(query, values)

    async def revoke(self, identity: str) -> bool:
        """End a key; False when there is none."""
        query = """UPDATE keys SET revoked_at = coalesce(revoked_at, now()) WHERE id = %s
            RETURNING id"""
        return await self._one(query, [identity]) is not None

    async def _one(self, query: str, values: list) -> tuple | None:
        async with self.pool.connection() as session:
            return await (await session.execute(query, values)).fetchone()
