"""Chooses providers for a request; tries again where that can help and is allowed."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field

import httpx
from pydantic import SecretStr

from ai_gateway import metrics
from ai_gateway.breaker import Breaker, Budget
from ai_gateway.completion import Answer, has_token
from ai_gateway.documents import Model, Provider
from ai_gateway.errors import ApiError
from ai_gateway.providers import Failed, Refused, chunks

FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
UNTOLD_WAIT = 1.0


@dataclass
class Route:
    """A model as this replica sees it: its breakers and its budget are its own."""

    name: str
    model: Model
    revision: int
    budget: Budget = field(init=False)
    breakers: dict[str, Breaker] = field(init=False)

    def __post_init__(self) -> None:
        retries, breaking = self.model.retries, self.model.breaker
        self.budget = Budget(retries.reserve, retries.percent)
        self.breakers = {
            p.name: Breaker(breaking.failures, breaking.open_seconds)
            for p in self.model.providers
        }

    def choose(self, tried: list[str]) -> Provider | None:
        """Return the first provider that may be called, of those tried least often."""
        for provider in sorted(self.model.providers, key=lambda p: tried.count(p.name)):
            if self.breakers[provider.name].allows():
                return provider
        return None

    def unavailable(self, reason: str) -> ApiError:
        """Return the answer when nobody is left to call."""
        wait = max(1, round(min(b.wait() for b in self.breakers.values()) + 0.5))
        text = f"no provider of {self.name} answered ({reason})"
        headers = {"Retry-After": str(wait)}
        return ApiError(503, "providers_unavailable", text, headers)


@dataclass
class Begun:
    """An answer under way: `first` was read, `rest` follows, whole at its end."""

    provider: Provider
    first: list[dict]
    rest: AsyncIterator[dict]


class Router:
    """Calls providers through one pool of connections."""

    def __init__(self, credentials: dict[str, SecretStr]) -> None:
        self.credentials = credentials
        limits = httpx.Limits(max_connections=1000, max_keepalive_connections=100)
        headers = {"Accept-Encoding": "identity"}
        self.client = httpx.AsyncClient(limits=limits, headers=headers)

    # --8<-- [start:attempts]
    async def begin(self, route: Route, body: dict, whole: bool) -> Begun:
        """Return an answer that has begun, or is `whole`: until then a failure is tried
        elsewhere, because the client has seen nothing. Raises ApiError and Refused."""
        tried: list[str] = []
        reason = "all breakers are open"
        route.budget.deposit()
        while len(tried) < route.model.retries.attempts:
            provider = route.choose(tried)
            if not provider:
                break
            if tried and not route.budget.withdraw():  # (1)!
                metrics.DENIED_RETRIES.labels(route.name).inc()
                break
            route.breakers[provider.name].begin()  # (2)!
            if provider.name in tried:
                await asyncio.sleep(_pause(tried.count(provider.name)))
            tried.append(provider.name)
            try:
                return await self._attempt(route, provider, body, whole)
            except Failed as failure:
                reason = failure.reason
        raise route.unavailable(reason)

    # --8<-- [end:attempts]
    async def _attempt(
        self, route: Route, provider: Provider, body: dict, whole: bool
    ) -> Begun:
        rest, first = self._counted(route, provider, body), []
        try:
            async for chunk in rest:
                first.append(chunk)
                if not whole and has_token(chunk):
                    break
            return Begun(provider, first, rest)
        except BaseException:
            await rest.aclose()
            raise

    async def _counted(
        self, route: Route, provider: Provider, body: dict
    ) -> AsyncIterator[dict]:
        breaker, outcome = route.breakers[provider.name], "abandoned"
        secret = self.credentials.get(provider.credential or "", SecretStr(""))
        limits, check = route.model.timeouts, Answer("", "")
        source = chunks(self.client, provider, secret.get_secret_value(), body, limits)
        try:
            async with aclosing(source):
                async for chunk in source:
                    check.add(chunk)
                    yield chunk
            if not check.complete():
                raise Failed("unfinished")
            outcome = "whole"
            breaker.succeeded()
        except Refused:
            outcome = "refused"
            breaker.succeeded()
            raise
        except Failed as failure:
            outcome = failure.reason
            _leave_alone(breaker, failure)
            raise
        finally:
            metrics.ATTEMPTS.labels(route.name, provider.name, outcome).inc()
            waits = breaker.wait() > 0
            metrics.BREAKER.labels(route.name, provider.name).set(waits)


# --8<-- [start:left]
def _leave_alone(breaker: Breaker, failure: Failed) -> None:
    """Obey Retry-After. What does not say it counts as a failure, and a 429 is left
    alone for UNTOLD_WAIT besides."""
    if failure.wait is None:
        breaker.failed()
    if failure.wait or failure.reason == "rate_limited":
        breaker.told_to_wait(failure.wait or UNTOLD_WAIT)


# --8<-- [end:left]
def _pause(times: int) -> float:
    return random.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2**times))
