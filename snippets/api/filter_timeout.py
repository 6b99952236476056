# needs: postgresql
# timeout: 90
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg

from snippets.api.service import Problem, application, database, serving

app = application()
# --8<-- [start:bounded]
SEARCH = "SELECT count(*) FROM pages WHERE body ILIKE %s"


@app.get("/search")
def search(q: str):
    with database() as db:
        db.execute("SET LOCAL statement_timeout = '150ms'")  # (1)!
        try:
            return db.execute(SEARCH, [f"%{q}%"]).fetchone()
        except psycopg.errors.QueryCanceled:  # SQLSTATE 57014
            raise Problem(422, "filter-too-expensive", narrow="created_at") from None
# --8<-- [end:bounded]


@app.get("/unbounded")
def unbounded(q: str):
    with database() as db:
        return db.execute(SEARCH, [f"%{q}%"]).fetchone()


with database() as db:
    db.execute("CREATE TABLE pages AS SELECT n AS id, repeat(md5(n::text), 60) AS body "
               "FROM generate_series(1, 30000) AS n")


def timed(url):
    start = time.perf_counter()
    got = client.get(url, params={"q": "zz"})
    return got, time.perf_counter() - start


with serving(app) as client:
    took = {}
    for url in ("/unbounded", "/search"):
        with ThreadPoolExecutor(4) as callers:
            answers = list(callers.map(timed, [url] * 4))
        took[url] = max(seconds for _, seconds in answers)
        codes = sorted({got.status_code for got, _ in answers})
        print(f"{url}: {codes}, slowest of 4 ≈ {1000 * took[url]:.0f} ms")
    print(answers[0][0].json())
assert codes == [422] and took["/unbounded"] > took["/search"]
