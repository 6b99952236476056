"""Answers to identical requests of one key, and one flight for those at once."""

import asyncio
import hashlib
import json
import secrets

import structlog
from redis.asyncio import Redis

# --8<-- [start:address]
# How the answer travels and for whom, not what it says. A parameter that is not named
# here counts, those of next year included.
NOT_MEANING = {"stream", "stream_options", "user"}


def canonical(body: dict) -> str:
    """Return the same text for requests that mean the same. Raises ValueError for a
    number that JSON does not know."""
    meaning = {name: value for name, value in body.items() if name not in NOT_MEANING}
    return json.dumps(meaning, sort_keys=True, separators=(",", ":"), allow_nan=False)


def address(key_id: str, revision: int, body: dict) -> str:
    """Return where the answer lies: the key's own, and this revision of the model's."""
    digest = hashlib.sha256(canonical(body).encode()).hexdigest()
    return f"cache:{key_id}:{revision}:{digest}"


# --8<-- [end:address]
HELD_MS = 3000
_RENEW = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
"""
_RELEASE = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
"""
log = structlog.get_logger()


class Flight:
    """The right to ask the provider; renewed while its holder lives."""

    def __init__(self, cache: "Cache", name: str, token: str) -> None:
        self.cache, self.name, self.token = cache, name, token
        self._renewing = asyncio.create_task(self._renew())

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(HELD_MS / 3000)
            try:
                await self.cache.renew([self.name], [self.token, HELD_MS])
            except Exception as error:  # the next turn tries again
                log.warning("flight_not_renewed", error=str(error))

    async def land(self) -> None:
        """Let the next one ask."""
        self._renewing.cancel()
        await self.cache.release([self.name], [self.token])


class Cache:
    """Answers as JSON: {"completion": ...} or {"refused": [status, message]}."""

    def __init__(self, valkey: Redis) -> None:
        self.valkey = valkey
        self.renew = valkey.register_script(_RENEW)
        self.release = valkey.register_script(_RELEASE)

    async def get(self, place: str) -> dict | None:
        """Return what lies there."""
        found = await self.valkey.get(place)
        return json.loads(found) if found else None

    async def put(self, place: str, value: dict, seconds: int) -> None:
        """Keep `value` for `seconds`."""
        await self.valkey.set(place, json.dumps(value), ex=seconds)

    # --8<-- [start:flight]
    async def wait_or_lead(self, place: str) -> dict | Flight:
        """Return the answer as soon as somebody has put it there, or the right to fetch
        it. A leader that dies loses the right within three seconds."""
        name, token = f"flight:{place}", secrets.token_hex(8)
        pause = 0.01
        while True:
            if await self.valkey.set(name, token, nx=True, px=HELD_MS):
                flight = Flight(self, name, token)
                if not (found := await self.get(place)):  # (1)!
                    return flight
                await flight.land()
                return found
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 0.1)
            if found := await self.get(place):
                return found

    # --8<-- [end:flight]
