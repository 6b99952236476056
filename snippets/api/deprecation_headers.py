"""The life of a field that gets a new name: announced, counted, switched off, gone."""

import asyncio
from collections import Counter
from datetime import datetime, timezone
from email.utils import format_datetime

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

DEPRECATED = datetime(2026, 12, 1, tzinfo=timezone.utc)
SUNSET = datetime(2027, 9, 1, tzinfo=timezone.utc)
now = DEPRECATED
calls = Counter()
app = FastAPI()


# --8<-- [start:server]
@app.get("/v1/users/7")
def user(request: Request) -> JSONResponse:
    calls[request.headers.get("app-version", "none")] += 1  # (1)!
    brownout = now.month == 8 and now.minute < 5  # (2)!
    if now >= SUNSET or brownout:
        problem = {"type": "https://api.example/gone-v1", "title": "v1 has ended",
                   "status": 410}  # fmt: skip
        return JSONResponse(problem, 410, media_type="application/problem+json")
    headers = {
        "Deprecation": f"@{int(DEPRECATED.timestamp())}",  # (3)!
        "Sunset": format_datetime(SUNSET, usegmt=True),  # (4)!
        "Link": '<https://api.example/v1-to-v2>; rel="deprecation"; type="text/html"',
    }
    return JSONResponse({"name": "Aki", "display_name": "Aki"}, headers=headers)


# --8<-- [end:server]
async def main() -> None:
    global now
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        first = await client.get("/v1/users/7", headers={"app-version": "4.1"})
        for name in ("deprecation", "sunset", "link"):
            print(f"{name}: {first.headers[name]}")
        assert first.headers["deprecation"].startswith("@")
        for when in ("2027-03-01 12:00", "2027-08-10 12:03", "2027-08-10 12:05",
                     "2027-09-01 00:00"):  # fmt: skip
            now = datetime.fromisoformat(f"{when}+00:00")
            for version in ("4.1", "3.9"):
                headers = {"app-version": version}
                answer = await client.get("/v1/users/7", headers=headers)
            print(f"{when}: {answer.status_code}")
        print(f"still calling v1: {dict(sorted(calls.items()))}")
        assert answer.status_code == 410


asyncio.run(main())
