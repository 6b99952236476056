"""The life of one request: what it reserved, what it got, and how it is settled."""

import asyncio
import json
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog
from redis.exceptions import RedisError

from ai_gateway import metrics
from ai_gateway.cache import Cache, Flight
from ai_gateway.completion import Answer
from ai_gateway.documents import Key
from ai_gateway.limiter import Limiter
from ai_gateway.requests import ChatRequest, most_tokens, tokens_of
from ai_gateway.routing import Route
from ai_gateway.usage import Usage, ledger_row, price_on, reported

CACHED_ENDS = {"stop", "length", "tool_calls", "function_call"}
NOTHING = Usage(0, 0)
log = structlog.get_logger()


@dataclass
class Call:
    """deadline: loop time by which all must be over; place: where its answer may lie in
    the cache, None where it may not; reserved: tokens."""

    key_id: str
    key: Key
    route: Route
    request: ChatRequest
    body: dict
    place: str | None
    identity: str = field(default_factory=lambda: str(uuid.uuid4()))
    provider: str = ""
    flight: Flight | None = None
    reserved: int = 0
    settled: bool = False

    def __post_init__(self) -> None:
        self.started = time.perf_counter()
        now = asyncio.get_running_loop().time()
        self.deadline = now + self.route.model.timeouts.total
        self.answer = Answer(f"chatcmpl-{self.identity}", self.route.name)
        self.prompt = json.dumps(self.body["messages"], ensure_ascii=False)
        most = most_tokens(self.request, self.route.model, self.prompt)
        self.most = Usage(*most, estimated=True)

    def usage(self, outcome: str) -> Usage:
        """Return what was used: as the provider reports it, else an estimate."""
        if outcome == "cached":
            return NOTHING
        prompt_bytes = len(self.prompt.encode("utf-8", "surrogatepass"))
        if said := reported(self.answer.usage, prompt_bytes, self.request.n or 1):
            return said
        written = tokens_of(self.answer.text())
        if outcome == "whole" or written:
            return Usage(self.most.prompt, written, estimated=True)
        return NOTHING

    def count(self, outcome: str, usage: Usage) -> None:
        """Say in metrics and log what was used, and where it was not foreseen."""
        if outcome == "whole" and usage.estimated:
            metrics.ESTIMATED.labels(self.provider).inc()
        if usage.total > self.reserved:
            metrics.ABOVE.labels(self.route.name, self.provider).inc()
        log.info(
            "closed",
            request=self.identity,
            key=self.key_id,
            model=self.route.name,
            provider=self.provider,
            outcome=outcome,
            prompt_tokens=usage.prompt,
            completion_tokens=usage.completion,
            estimated=usage.estimated,
            reserved_tokens=self.reserved,
            seconds=round(time.perf_counter() - self.started, 4),
        )

    def row(self, outcome: str, usage: Usage) -> dict:
        """Return the row of the ledger."""
        price = price_on(self.route.model, datetime.now(UTC).date())
        name, provider = self.route.name, self.provider
        identity, key = self.identity, self.key_id
        return ledger_row(identity, key, name, provider, outcome, usage, price)

    def may_be_kept(self) -> bool:
        """Tell whether the whole answer may go into the cache."""
        ends = {choice["finish_reason"] for choice in self.answer.choices.values()}
        return self.place is not None and ends <= CACHED_ENDS


class Book:
    """Opens and closes calls: limits, cache, flight and ledger."""

    def __init__(self, limiter: Limiter, cache: Cache) -> None:
        self.limiter, self.cache = limiter, cache
        self.closing: set[asyncio.Task] = set()

    async def open(self, call: Call, tokens: int) -> dict[str, str]:
        """Reserve; return the headers of the limits."""
        lost = call.row("lost", call.most)
        seconds = call.route.model.timeouts.total
        found = await self.limiter.reserve(call.key_id, call.key, tokens, lost, seconds)
        call.reserved = tokens
        return found.headers

    # --8<-- [start:close]
    async def close(self, call: Call, outcome: str, keep: dict | None = None) -> None:
        """Settle, keep the answer and let the next flight start, whoever was
        cancelled."""
        if call.settled:
            return
        call.settled = True
        task = asyncio.create_task(self._close(call, outcome, keep))
        self.closing.add(task)
        task.add_done_callback(self.closing.discard)
        await asyncio.shield(task)

    async def _close(self, call: Call, outcome: str, keep: dict | None) -> None:
        usage = call.usage(outcome)
        try:
            if keep and call.place:
                seconds = call.key.cache_seconds
                seconds = seconds if "completion" in keep else call.key.negative_seconds
                await self.cache.put(call.place, keep, seconds)
            row = call.row(outcome, usage)
            await self.limiter.settle(call.identity, usage.total, row)
            if call.flight:
                await call.flight.land()
        except RedisError as error:  # the reservation runs out and is settled as lost
            log.error("not_settled", request=call.identity, error=str(error))
        call.count(outcome, usage)

    # --8<-- [end:close]
    async def drain(self) -> None:
        """Wait until all that is closing is closed."""
        if self.closing:
            await asyncio.wait(self.closing)
