import asyncio
import base64
import hashlib
import hmac
import pickle
import random
import secrets
import sqlite3

import httpx
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse as Text
from starlette.routing import Route

NOW, KEY = 1_795_000_000, secrets.token_bytes(32)
LOCKED = hashlib.sha256(b"the reviewed release").hexdigest()
owned = []                                      # what the attacker's code writes to


# --8<-- [start:app]
def build(safe):
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE note (id INTEGER, owner, text)")
    db.execute("INSERT INTO note VALUES (1, 'alice', 'milk'), (2, 'bob', 'diary')")
    state = {"total": 100, "used": False, "failed": 0, "alerts": []}

    async def note(r):                                                  # A01
        mine = "AND owner = 'alice'" if safe else ""  # (1)!
        row = db.execute(f"SELECT text FROM note WHERE id = ? {mine}",
                         [r.query_params["id"]]).fetchone()
        return Text(row[0]) if row else Text("not found", 404)

    async def crash(r):                                                 # A02
        raise ConnectionError("cannot reach postgresql://app:hunter2@db/app")

    async def reset(r):                                                 # A04
        state["token"] = (secrets.token_urlsafe(32) if safe
                          else random.Random(NOW).getrandbits(64))  # (2)!
        return Text("mailed")

    async def search(r):                                                # A05
        q, sql = r.query_params["q"], "SELECT text FROM note WHERE owner = 'alice' AND "
        rows = (db.execute(sql + "text = ?", [q]) if safe
                else db.execute(sql + f"text = '{q}'"))
        return Text(str(rows.fetchall()))

    async def coupon(r):                                                # A06
        if not (safe and state["used"]):  # (3)!
            state["total"] /= 2
        state["used"] = True
        return Text(str(state["total"]))

    async def login(r):                                                 # A07, A09
        user, guess = r.query_params["user"], r.query_params["password"]
        if safe and state["failed"] >= 10:
            return Text("wait", 429)
        state["failed"] += guess != "pass150"
        state["alerts"] += [user] if safe and state["failed"] == 10 else []  # (4)!
        return Text("welcome") if guess == "pass150" else Text("no", 401)

    async def cart(r):                                                  # A08
        body, _, mac = r.cookies["cart"].partition(".")
        if not safe:
            return Text(str(pickle.loads(base64.urlsafe_b64decode(body))))  # (5)!
        expected = hmac.new(KEY, body.encode(), hashlib.sha256).hexdigest()
        return Text(body if hmac.compare_digest(mac, expected) else "forged")

    async def admin(r):                                                 # A10
        try:
            raise TimeoutError("the policy service does not answer")
        except TimeoutError:
            return Text("denied", 503) if safe else Text("welcome")  # (6)!

    routes = [Route("/" + f.__name__, f)
              for f in (note, crash, reset, search, coupon, login, cart, admin)]
    return Starlette(debug=not safe, routes=routes), state
# --8<-- [end:app]


class Bomb:
    def __reduce__(self):
        return exec, ("owned.append('any code')",)


# --8<-- [start:attacks]
async def attack(safe):
    app, state = build(safe)
    wire = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=wire, base_url="http://app") as http:
        async def get(path, cart="", **query):
            cookie = {"cookie": f"cart={cart}"}
            return await http.get(path, params=query, headers=cookie)
        yield "A01 id of another user", "diary" in (await get("/note", id=2)).text
        yield "A02 make it crash", "hunter2" in (await get("/crash")).text
        swapped = hashlib.sha256(b"other bytes").hexdigest() != LOCKED
        yield "A03 swap the package *", not (safe and swapped)
        await get("/reset")
        seeds = {random.Random(NOW - s).getrandbits(64) for s in range(60)}
        yield "A04 try 60 seeds", state["token"] in seeds
        yield "A05 q = ' OR ''='", "diary" in (await get("/search", q="' OR ''='")).text
        totals = [(await get("/coupon")).text for _ in range(5)]
        yield "A06 coupon, 5 times", float(totals[-1]) < 50
        tries = [await get("/login", user="b", password=f"pass{i}") for i in range(200)]
        yield "A07 200 passwords", "welcome" in {t.text for t in tries}
        owned.clear()
        await get("/cart", base64.urlsafe_b64encode(pickle.dumps(Bomb())).decode())
        yield "A08 pickle in a cookie", bool(owned)
        yield "A09 nobody is told *", not state["alerts"]
        yield "A10 policy times out", (await get("/admin")).text == "welcome"
# --8<-- [end:attacks]


async def main():
    rows = [[r async for r in attack(safe)] for safe in (False, True)]
    print(f"{'attack':<26}without   with the defence")
    for (name, worked), (_, still) in zip(*rows):
        print(f"{name:<26}{'works' if worked else '-':<10}{'works' if still else '-'}")
        assert worked and not still, name

asyncio.run(main())
