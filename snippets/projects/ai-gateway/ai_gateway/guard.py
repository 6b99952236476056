"""Refuses a body that is no JSON by its type, too large or too slow."""

import asyncio
import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ai_gateway.errors import ApiError, at_v1

BODY_SECONDS = 10.0
_BODIES = re.compile(
    r"POST /v1/chat/completions|POST /admin/keys|PUT /admin/models/[^/]+"
)


class Guard:
    """ASGI middleware for requests with a body; `limit` is in bytes."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app, self.limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body, at most `limit` bytes in ten seconds, and pass it on whole."""
        if not _BODIES.fullmatch(f"{scope.get('method')} {scope.get('path')}"):
            return await self.app(scope, receive, send)
        try:
            self._check_type(scope)
            async with asyncio.timeout(BODY_SECONDS):
                whole = [await self._body(receive)]
        except TimeoutError:
            text = f"the body took over {BODY_SECONDS:.0f} s"
            error = ApiError(408, "slow_body", text)
            return await at_v1(scope["path"], error)(scope, receive, send)
        except ApiError as error:
            return await at_v1(scope["path"], error)(scope, receive, send)

        async def again() -> Message:
            return whole.pop() if whole else await receive()

        return await self.app(scope, again, send)

    def _check_type(self, scope: Scope) -> None:
        said = dict(scope["headers"]).get(b"content-type", b"").split(b";")[0]
        if said.strip().lower() != b"application/json":
            raise ApiError(415, "unsupported_media_type", "send application/json")

    async def _body(self, receive: Receive) -> Message:
        body, more = bytearray(), True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return message
            body += message.get("body", b"")
            if len(body) > self.limit:
                text = f"at most {self.limit} bytes"
                raise ApiError(413, "body_too_large", text, {"Connection": "close"})
            more = message.get("more_body", False)
        return {"type": "http.request", "body": bytes(body), "more_body": False}
