"""POST /v1/chat/completions."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import structlog
from fastapi import Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from ai_gateway import metrics
from ai_gateway.cache import Flight, address, canonical
from ai_gateway.calls import Book, Call
from ai_gateway.completion import finishes, has_token, replayed
from ai_gateway.documents import Key
from ai_gateway.errors import ApiError
from ai_gateway.providers import Failed, Refused
from ai_gateway.redaction import redacted, redacted_all
from ai_gateway.requests import ChatRequest
from ai_gateway.routing import Begun, Route, Router
from ai_gateway.sse import DONE, written

STREAM = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
log = structlog.get_logger()


class Bounded(StreamingResponse):
    """A stream that ends at `deadline` even if its client does not read."""

    deadline = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        async with asyncio.timeout_at(self.deadline + 1):
            await super().__call__(scope, receive, send)


class Chat:
    """Answers chat requests from the cache or from a provider."""

    def __init__(self, book: Book, router: Router, log_prompts: bool) -> None:
        self.book, self.router, self.log_prompts = book, router, log_prompts

    def call(
        self, http: Request, request: ChatRequest, key_id: str, key: Key, route: Route
    ) -> Call:
        """Return the call of a request. Raises ApiError for a number that JSON does
        not know."""
        body = request.model_dump(exclude_unset=True)
        if key.redact_prompts:
            body["messages"] = redacted_all(body["messages"])
        try:
            text = canonical(body)
        except ValueError:
            text = "JSON knows no NaN or Infinity"
            raise ApiError(400, "invalid_request", text) from None
        if self.log_prompts:
            log.info("prompt", text=redacted(text))
        wanted = "no-store" not in http.headers.get("cache-control", "")
        kept = key.cache_seconds > 0 and request.temperature == 0 and wanted
        place = address(key_id, route.revision, body) if kept else None
        return Call(key_id, key, route, request, body, place)

    async def answer(self, call: Call) -> Response:
        """Return the answer. Raises ApiError."""
        if call.place and (found := await self.book.cache.get(call.place)):
            headers = await self.book.open(call, 0)
            return await self._kept(call, found, headers)
        headers = await self.book.open(call, call.most.total)
        try:
            if call.place:
                async with asyncio.timeout_at(call.deadline):
                    found = await self.book.cache.wait_or_lead(call.place)
                if not isinstance(found, Flight):
                    return await self._kept(call, found, headers)
                call.flight = found
                metrics.CACHE.labels("miss").inc()
                headers["x-cache"] = "miss"
            return await self._asked(call, headers)
        except TimeoutError:
            await self.book.close(call, "total")
            limit = call.route.model.timeouts.total
            raise ApiError(504, "timeout", f"no answer within {limit:g} s") from None
        except Refused as refusal:
            said = [400, redacted(refusal.message)]
            await self.book.close(call, "refused", {"refused": said})
            raise ApiError(said[0], "provider_refused", said[1], headers) from None
        except ApiError:
            await self.book.close(call, "unavailable")
            raise
        except BaseException:
            await self.book.close(call, "client_gone")
            raise

    async def _asked(self, call: Call, headers: dict[str, str]) -> Response:
        whole = not call.request.stream
        async with asyncio.timeout_at(call.deadline):
            begun = await self.router.begin(call.route, call.body, whole)
        call.provider = begun.provider.name
        taken = asyncio.get_running_loop().time() - call.deadline
        metrics.FIRST_TOKEN.labels(call.route.name).observe(
            taken + call.route.model.timeouts.total
        )
        if not whole:
            response = Bounded(
                self._stream(call, begun), headers={**headers, **STREAM},
                media_type="text/event-stream",
            )  # fmt: skip
            response.deadline = call.deadline
            return response
        for chunk in begun.first:
            call.answer.add(chunk)
        completion = await self._whole(call)
        return JSONResponse(completion, headers=headers)

    async def _whole(self, call: Call) -> dict:
        usage = call.usage("whole").shown()
        completion = {**call.answer.completion(), "usage": usage}
        keep = {"completion": completion} if call.may_be_kept() else None
        await self.book.close(call, "whole", keep)
        return completion

    async def _kept(self, call: Call, found: dict, headers: dict[str, str]) -> Response:
        metrics.CACHE.labels("hit").inc()
        await self.book.close(call, "cached")
        headers = {**headers, "x-cache": "hit"}
        if "refused" in found:
            status, message = found["refused"]
            raise ApiError(status, "provider_refused", message, headers)
        completion = {**found["completion"], "id": call.answer.identity}
        if not call.request.stream:
            return JSONResponse(completion, headers=headers)
        events = [written(chunk) for chunk in replayed(completion)]
        if call.request.wants_usage():
            events.append(written(call.answer.chunk([], usage=completion["usage"])))
        body, headers = b"".join([*events, DONE]), {**headers, **STREAM}
        return Response(body, headers=headers, media_type="text/event-stream")

    # --8<-- [start:stream]
    async def _stream(self, call: Call, begun: Begun) -> AsyncIterator[bytes]:
        outcome, last = "client_gone", []
        try:
            async with aclosing(begun.rest):
                async for chunk in self._chunks(call, begun):
                    seen = call.answer.add(chunk)
                    if finishes(chunk):
                        last.append(seen)  # (1)!
                    elif has_token(chunk):
                        yield written(seen)
            usage = (await self._whole(call))["usage"]  # (2)!
            for chunk in last:
                yield written(chunk)
            if call.request.wants_usage():
                yield written(call.answer.chunk([], usage=usage))
            yield DONE
        except Failed as failure:
            outcome = failure.reason
            metrics.BROKEN.labels(call.route.name, outcome).inc()
            text = f"the answer is not whole ({outcome})"
            yield written(ApiError(502, "stream_broken", text).body())
        finally:
            await self.book.close(call, outcome)  # (3)!

    async def _chunks(self, call: Call, begun: Begun) -> AsyncIterator[dict]:
        for chunk in begun.first:
            yield chunk
        while True:
            try:
                async with asyncio.timeout_at(call.deadline):
                    chunk = await anext(begun.rest, None)
            except TimeoutError:
                raise Failed("total") from None
            if chunk is None:
                return
            yield chunk

    # --8<-- [end:stream]
