import re
import secrets

import httpx
from fastapi import FastAPI, Request

from snippets.reliability.serve import serve

# --8<-- [start:accept]
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
PARENT = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")


def trace_of(header):
    """Return the trace id of a traceparent that W3C calls valid, or None."""
    match = PARENT.fullmatch(header or "")
    if not match or match[1] == "ff" or (match[1] == "00" and match[5]):
        return None
    zero = match[2] == "0" * 32 or match[3] == "0" * 16
    return None if zero else match[2]


def ids(headers, trusted):
    """At the edge start a trace of your own; inside go on with the caller's."""
    outside = trace_of(headers.get("traceparent"))
    named = headers.get("x-request-id", "")
    return {
        "trace_id": (trusted and outside) or secrets.token_hex(16),
        "link": None if trusted else outside,  # (1)!
        "request_id": named if REQUEST_ID.fullmatch(named) else None,  # (2)!
    }
# --8<-- [end:accept]


app = FastAPI()


@app.get("/{side}")
async def show(side: str, request: Request):
    return ids(request.headers, trusted=side == "inside")


T, S = "4bf92f3577b34da6a3ce929d0e0e4736", "b7ad6b7169203331"
CASES = {
    "valid": f"00-{T}-{S}-01",
    "version cc with more": f"cc-{T}-{S}-01-later",
    "version 00 with more": f"00-{T}-{S}-01-later",
    "version ff": f"ff-{T}-{S}-01",
    "upper case": f"00-{T.upper()}-{S}-01",
    "trace id all zero": f"00-{'0' * 32}-{S}-01",
    "parent id all zero": f"00-{T}-{'0' * 16}-01",
    "a UUID": "4bf92f35-77b3-4da6-a3ce-929d0e0e4736",
}
NAMED = {
    "good": "order-7f3a9c21", "spaces and a quote": 'a" INFO ok', "60 KB": "x" * 60_000,
}  # fmt: skip
with serve(app, h11_max_incomplete_event_size=1 << 17, http="h11") as address:
    with httpx.Client(base_url=address) as client:
        for name, header in CASES.items():
            got = client.get("/inside", headers={"traceparent": header}).json()
            print(f"{name:22} {'kept' if got['trace_id'] == T else 'new trace'}")
        got = client.get("/edge", headers={"traceparent": CASES["valid"]}).json()
        print(f"valid, at the edge: {'kept' if got['trace_id'] == T else 'new trace'}")
        print(f"the caller's trace at the edge: link to {got['link'][:8]}...")
        for name, value in NAMED.items():
            got = client.get("/edge", headers={"x-request-id": value}).json()
            print(f"x-request-id, {name}: {got['request_id']}")
            assert (got["request_id"] is None) == (name != "good")
