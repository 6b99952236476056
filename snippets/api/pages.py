# needs: postgresql
# timeout: 120
import base64
import csv
import hashlib
import hmac
import json
import os
import time

from snippets.api.service import SCHEMA, Problem, application, database, serving

with database() as db:
    db.execute(SCHEMA)
    db.execute("""INSERT INTO orders (id, customer, total, created_at)
        SELECT n, 'customer ' || n % 500, n, '2026-01-01'::timestamptz + n / 10 *
               interval '1 second' FROM generate_series(1, 200000) AS n""")
    db.execute("CREATE INDEX newest ON orders (created_at DESC, id DESC)")
    db.execute("ANALYZE orders")
app = application()
# --8<-- [start:cursor]
SECRET = b"from the secret store"


def seal(value):
    text = base64.urlsafe_b64encode(json.dumps(value).encode()).decode()
    return f"{text}.{hmac.new(SECRET, text.encode(), hashlib.sha256).hexdigest()[:32]}"


def unseal(cursor, asked):
    text, _, mark = cursor.partition(".")
    good = hmac.new(SECRET, text.encode(), hashlib.sha256).hexdigest()[:32]
    if not hmac.compare_digest(good.encode(), mark.encode()):  # (1)!
        raise Problem(400, "bad-cursor")
    value = json.loads(base64.urlsafe_b64decode(text))
    if value["asked"] != asked:  # (2)!
        raise Problem(400, "cursor-of-another-query")
    return value["after"]


@app.get("/orders")
def by_cursor(status: str = "open", cursor: str | None = None, limit: int = 20):
    limit = min(limit, 100)  # (3)!
    after = unseal(cursor, status) if cursor else ["infinity", 0]
    with database() as db:
        rows = db.execute(
            "SELECT id, customer, total, created_at FROM orders "
            "WHERE status = %s AND (created_at, id) < (%s::timestamptz, %s) "
            "ORDER BY created_at DESC, id DESC LIMIT %s",
            [status, *after, limit + 1]).fetchall()  # (4)!
    more = rows[limit:] and rows[limit - 1]
    after = more and [more["created_at"].isoformat(), more["id"]]
    return {"items": rows[:limit],
            "next": seal({"asked": status, "after": after}) if more else None}
# --8<-- [end:cursor]


@app.get("/by-offset")
def by_offset(page: int = 1, limit: int = 20):
    with database() as db:
        return {"items": db.execute(
            "SELECT id, customer, total, created_at FROM orders WHERE status = 'open' "
            "ORDER BY created_at DESC, id DESC LIMIT %s OFFSET %s",
            [limit, (page - 1) * limit]).fetchall()}


def fastest(client, url, **params):
    times = []
    for _ in range(15):
        start = time.perf_counter()
        got = client.get(url, params=params)
        times.append(1000 * (time.perf_counter() - start))
    return got.json()["items"], min(times)


with serving(app) as client:
    series, cursors = [], {}
    for page in (1, 2000, 4000, 6000, 8000, 10000):
        by_page, slow = fastest(client, "/by-offset", page=page)
        last = by_page[0]["created_at"], by_page[0]["id"] + 1  # the row before it
        cursor = seal({"asked": "open", "after": last})
        same, fast = fastest(client, "/orders", cursor=cursor)
        assert [row["id"] for row in same] == [row["id"] for row in by_page]
        series.append((page, slow, fast))
        print(f"page {page:>6}: OFFSET ≈ {slow:.1f} ms, cursor ≈ {fast:.1f} ms")
    assert series[-1][1] > 2 * series[-1][2]
    print(f"OFFSET / cursor on page 10,000: ≈ {series[-1][1] / series[-1][2]:.0f}")
    cursor = client.get("/orders").json()["next"]
    other = "A" if cursor[9] != "A" else "B"
    for label, params in (("as it was", {"cursor": cursor}),
                          ("changed", {"cursor": cursor[:9] + other + cursor[10:]}),
                          ("other filter", {"cursor": cursor, "status": "paid"})):
        got = client.get("/orders", params=params)
        print(f"cursor, {label}: {got.status_code}", got.json().get("title", "ok"))
if plot := os.environ.get("PLOT_DATA"):
    with open(plot, "w", newline="") as file:
        csv.writer(file).writerows([("page", "≈OFFSET", "≈cursor"), *series])
