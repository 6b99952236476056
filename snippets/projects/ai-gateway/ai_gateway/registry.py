"""Keys and models from PostgreSQL, remembered for a moment, longer when it is away."""

import hashlib

from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool

from ai_gateway.documents import Key, Model
from ai_gateway.memory import Memory
from ai_gateway.routing import Route

MOST_KEYS, MOST_ROUTES = 10_000, 10_000


def digest(secret: str) -> bytes:
    """Return what is stored of a key: it has 256 random bits, so no salt is needed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


class Registry:
    """What keys and models there are."""

    def __init__(self, pool: AsyncConnectionPool, fresh: float, stale: float) -> None:
        self.pool = pool
        # Apart: keys that come and go must not take a model's breakers with them.
        self._keys = Memory(fresh, stale, MOST_KEYS)
        self._routes = Memory(fresh, stale, MOST_ROUTES)

    async def key(self, secret: str) -> tuple[str, Key] | None:
        """Return the id and the document of a key that is valid."""
        hashed = digest(secret)

        async def load() -> tuple[str, Key] | None:
            query = """SELECT id::text, document FROM keys
                WHERE hash = %s AND revoked_at IS NULL"""
            found = await self._one(query, [hashed])
            return found and (found[0], Key.model_validate(found[1]))

        return await self._keys.remembered(hashed, load)

    async def route(self, name: str) -> Route | None:
        """Return a model; the same object, with its breakers, until it is changed."""

        async def load() -> Route | None:
            query = "SELECT revision, document FROM models WHERE name = %s"
            found = await self._one(query, [name])
            known = self._routes.get(name)  # not before: two may load at once
            if not found or (known and known.revision == found[0]):
                return found and known
            return Route(name, Model.model_validate(found[1]), found[0])

        return await self._routes.remembered(name, load)

    async def names(self) -> list[tuple[str, int]]:
        """Return each model's name and the time of its last change, in Unix seconds."""
        query = """SELECT name, extract(epoch FROM changed_at)::bigint FROM models
            ORDER BY name"""
        async with self.pool.connection() as session:
            return await (await session.execute(query)).fetchall()

    async def put_model(self, name: str, model: Model) -> int:
        """Write a model; return its revision."""
        query = """INSERT INTO models (name, document) VALUES (%s, %s)
            ON CONFLICT (name) DO UPDATE SET document = excluded.document,
            changed_at = now(), revision = nextval('model_revisions')
            RETURNING revision"""
        document = Jsonb(model.model_dump(mode="json"))
        [revision] = await self._one(query, [name, document])
        self._routes.forget(name)
        return revision

    async def add_key(self, identity: str, secret: str, key: Key) -> None:
        """Write a key; its secret is not stored."""
        query = "INSERT INTO keys (id, hash, document) VALUES (%s, %s, %s)"
        values = [identity, digest(secret), Jsonb(key.model_dump(mode="json"))]
        async with self.pool.connection() as session:
            await session.execute(query, values)

    async def revoke(self, identity: str) -> bool:
        """End a key; False when there is none."""
        query = """UPDATE keys SET revoked_at = coalesce(revoked_at, now())
            WHERE id = %s RETURNING id"""
        return await self._one(query, [identity]) is not None

    async def _one(self, query: str, values: list) -> tuple | None:
        async with self.pool.connection() as session:
            return await (await session.execute(query, values)).fetchone()
