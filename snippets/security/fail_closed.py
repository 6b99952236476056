import asyncio

import httpx
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.routing import APIRoute

ROLES = {"alice": {"invoice:read"}, "bob": set()}
policy_is_up = True


async def policy(user, action):
    if not policy_is_up:
        raise TimeoutError("policy service")
    return action in ROLES.get(user, set())


async def allows_when_unsure(request: Request):
    try:
        if not await policy(request.headers.get("user"), "invoice:read"):
            raise HTTPException(403)
    except TimeoutError:
        pass  # "do not take the site down because of the policy service"


# --8<-- [start:closed]
def needs(action):
    async def check(request: Request):
        try:
            allowed = await policy(request.headers.get("user"), action)
        except Exception as error:  # whatever happened, it was not a yes
            raise HTTPException(503, headers={"Retry-After": "1"}) from error
        if allowed is not True:
            raise HTTPException(403)

    return check


def refuse_undeclared(app):  # at start, not at the first attack
    for route in app.routes:
        if isinstance(route, APIRoute):
            declared = {d.call.__qualname__ for d in route.dependant.dependencies}
            if not declared & {"needs.<locals>.check", "public"}:
                raise SystemExit(f"no permission declared: {route.path}")
# --8<-- [end:closed]


def app_with(guard):
    app = FastAPI(openapi_url=None)

    @app.get("/invoice", dependencies=[Depends(guard)])
    async def invoice():
        return {"total": 30}

    return app


async def ask(app, user):
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        return (await client.get("/invoice", headers={"user": user})).status_code


def answers(app):
    return [asyncio.run(ask(app, user)) for user in ("alice", "bob")]


opened, closed = app_with(allows_when_unsure), app_with(needs("invoice:read"))
print("alice and bob, policy service up:", answers(opened), answers(closed))
policy_is_up = False
print("policy service down, fail open:", answers(opened))
print("policy service down, fail closed:", answers(closed))
assert answers(opened) == [200, 200] and answers(closed) == [503, 503]


async def admin_export():
    return {}


closed.add_api_route("/admin/export", admin_export)  # a hurried Friday
try:
    refuse_undeclared(closed)
except SystemExit as refusal:
    print("at start:", refusal)
else:
    raise AssertionError("it started")
