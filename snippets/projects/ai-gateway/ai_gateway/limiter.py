"""Limits by key, exact under concurrency: one script in Valkey, with Valkey's clock."""

import json
from dataclasses import dataclass

from redis.asyncio import Redis

from ai_gateway import metrics
from ai_gateway.documents import Key
from ai_gateway.errors import ApiError

# --8<-- [start:reserve]
RESERVE = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local requests, tokens, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local cost = tonumber(ARGV[4])
local held = redis.call('HMGET', KEYS[1], 'requests', 'tokens', 'at')
local passed = math.max(0, now - (tonumber(held[3]) or now))
local function level(left, limit)
    return math.min(limit * window, (tonumber(left) or limit * window) + passed * limit)
end
local r, t = level(held[1], requests), level(held[2], tokens)
local wait_r = math.ceil((window - r) / requests)
local wait_t = math.ceil((cost * window - t) / tokens)
local function left()
    return {math.floor(r / window), math.floor(math.max(0, t) / window)}
end
if redis.call('EXISTS', KEYS[2]) == 1 then return {'', 0, unpack(left())} end
if wait_r > 0 or wait_t > 0 then
    local what = wait_r >= wait_t and 'requests' or 'tokens'
    return {what, math.max(wait_r, wait_t), unpack(left())}
end
r, t = r - window, t - cost * window
redis.call('HSET', KEYS[1], 'requests', string.format('%.0f', r),
           'tokens', string.format('%.0f', t), 'at', string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], math.max(2 * window, ARGV[7]))
redis.call('HSET', KEYS[2], 'bucket', KEYS[1], 'tokens', cost,
           'window', window, 'limit', tokens, 'row', ARGV[6])
redis.call('ZADD', KEYS[3], now + ARGV[7], ARGV[5])
return {'', 0, unpack(left())}
"""
# --8<-- [end:reserve]
# --8<-- [start:settle]
SETTLE = """
local held = redis.call('HMGET', KEYS[1], 'bucket', 'tokens', 'window', 'row', 'limit')
if not held[1] then return 0 end
local used, row = tonumber(ARGV[2]) or tonumber(held[2]), ARGV[3]
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[2], ARGV[1])
if redis.call('EXISTS', held[1]) == 1 then
    local left = redis.call('HINCRBY', held[1], 'tokens', (held[2] - used) * held[3])
    if left < 0 and held[5] then  -- lives until the key has paid
        redis.call('PEXPIRE', held[1], math.ceil(2 * held[3] - left / held[5]))
    end
end
redis.call('XADD', KEYS[3], '*', 'row', row ~= '' and row or held[4])
return 1
"""
# --8<-- [end:settle]
RESERVATIONS, USAGE = "reservations", "usage"
GRACE_SECONDS = 30


@dataclass(frozen=True)
class Reserved:
    """A reservation, and the headers that tell the client what is left."""

    identity: str
    headers: dict[str, str]


class Limiter:
    """Reserves before a call and settles after it."""

    def __init__(self, valkey: Redis) -> None:
        self.valkey = valkey
        self._reserve = valkey.register_script(RESERVE)
        self._settle = valkey.register_script(SETTLE)

    async def reserve(
        self, key_id: str, key: Key, tokens: int, row: dict, seconds: float
    ) -> Reserved:
        """Take one request and `tokens` from the key's limits. `row` is what the ledger
        gets if nobody settles within `seconds`. Raises ApiError 400 and 429."""
        if tokens > key.tokens:
            text = f"the request may take {tokens} tokens, the key's limit {key.tokens}"
            raise ApiError(400, "tokens_exceed_limit", text, param="max_tokens")
        keys = [f"limit:{key_id}", f"reservation:{row['id']}", RESERVATIONS]
        limits = [key.requests, key.tokens, key.window_seconds * 1000]
        expiry = round((seconds + GRACE_SECONDS) * 1000)
        more = [tokens, row["id"], json.dumps(row), expiry]
        said = await self._reserve(keys, [*limits, *more])
        what, wait, requests_left, tokens_left = said
        headers = {
            "x-ratelimit-limit-requests": str(key.requests),
            "x-ratelimit-limit-tokens": str(key.tokens),
            "x-ratelimit-remaining-requests": str(requests_left),
            "x-ratelimit-remaining-tokens": str(tokens_left),
        }
        if what:
            metrics.LIMITED.labels(what.decode()).inc()
            headers["Retry-After"] = str(-(-wait // 1000))
            text = f"too many {what.decode()}; try again in {wait / 1000:.3f} s"
            raise ApiError(429, "rate_limit_exceeded", text, headers)
        return Reserved(row["id"], headers)

    async def settle(self, identity: str, tokens: int | None, row: dict | None) -> bool:
        """Give back what was not used (`tokens` None: all was) and hand the row to the
        ledger; False when it was settled before, which changes nothing."""
        keys = [f"reservation:{identity}", RESERVATIONS, USAGE]
        used = "" if tokens is None else tokens
        text = json.dumps(row) if row else ""
        return bool(await self._settle(keys, [identity, used, text]))
