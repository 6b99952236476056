import asyncio

import httpx
from fastapi import FastAPI, HTTPException, Request, Response
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware


def with_routes(app, **cookie):
    @app.get("/login")
    def login(request: Request, response: Response):
        request.session["user"] = 7
        response.set_cookie("theme", "dark", **cookie)
        return {}

    @app.post("/note")
    async def note(request: Request):
        return {"bytes": len(await request.body())}

    return app


def as_in_the_tutorial():
    app = FastAPI()
    app.add_middleware(SessionMiddleware, secret_key="secret")
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
    return with_routes(app)


# --8<-- [start:hardened]
HEADERS = {
    b"strict-transport-security": b"max-age=31536000; includeSubDomains",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cache-control": b"no-store",
}


class Guard:
    def __init__(self, app, limit=1_000_000):
        self.app, self.limit = app, limit

    async def __call__(self, scope, receive, send):
        seen = 0

        async def counted():  # counts what arrives: Content-Length may be absent
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.limit:
                raise HTTPException(413)
            return message

        async def with_headers(message):
            if message["type"] == "http.response.start":
                sent = {name for name, _ in message["headers"]}
                message["headers"] += [h for h in HEADERS.items() if h[0] not in sent]
            await send(message)

        await self.app(scope, counted, with_headers)


def hardened():
    app = FastAPI(openapi_url=None)  # no description, so no /docs and /redoc either
    app.add_middleware(SessionMiddleware, secret_key="secret",
                       session_cookie="__Host-session", https_only=True)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["api.test"])
    app.add_middleware(Guard)
    return with_routes(app, secure=True, httponly=True)
# --8<-- [end:hardened]


# --8<-- [start:check]
async def findings(app):
    transport = httpx.ASGITransport(app)
    client = httpx.AsyncClient(transport=transport, base_url="https://api.test")
    async with client as get:
        page = await get.get("/login", headers={"Origin": "https://evil.test"})
        if (await get.get("/openapi.json")).is_success:
            yield "API description", "public"
        if (await get.get("/login", headers={"Host": "evil.test"})).is_success:
            yield "Host header", "any"
        if page.headers.get("access-control-allow-credentials") == "true":
            yield "CORS with cookies", page.headers["access-control-allow-origin"]
        async def chunked():
            for _ in range(20):
                yield b"x" * 100_000

        if (await get.post("/note", content=chunked())).is_success:
            yield "body of 2 MB without a length", "read into memory"
        for cookie in page.headers.get_list("set-cookie"):
            flags = {part.split("=")[0].strip().lower() for part in cookie.split(";")}
            if lacks := {"secure", "httponly", "samesite"} - flags:
                yield f"cookie {cookie.split('=')[0]} lacks", ", ".join(sorted(lacks))
        for name in HEADERS:
            if name.decode() not in page.headers:
                yield "header missing", name.decode()
# --8<-- [end:check]


async def main():
    counts = []
    for make in (as_in_the_tutorial, hardened):
        found = [finding async for finding in findings(make())]
        counts.append(len(found))
        print(f"findings, {make.__name__}: {len(found)}")
        for what, value in found:
            print(f"  {what}: {value}")
    assert counts[0] == 11 and counts[1] == 0, counts


asyncio.run(main())
