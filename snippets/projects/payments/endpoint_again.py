# needs: postgresql
# timeout: 60
"""A webhook endpoint whose answer is lost: the API is killed, the client asks again."""

import json
import os
from urllib.parse import urlsplit

import httpx
import psycopg
from accept.shop import Shop

from snippets.projects.kit.catalog import find
from snippets.projects.kit.running import process, started

project = find("payments")
KEY, HOOK = "hook-of-shop-7", "http://127.0.0.1:9/hook"
STORED = "SELECT body FROM idempotency_key WHERE key = %s"

with (
    started(project, project.accept) as service,
    httpx.Client(base_url=service.url, timeout=15) as http,
):
    shop = Shop(http)
    # --8<-- [start:again]
    first = shop.register(HOOK, KEY)
    api = service.processes[project.serve]
    api.kill()
    api.wait()
    port = {"PORT": str(urlsplit(service.url).port)}
    told = service.environment | port
    with process(project, project.serve, told, service.log, service.url):
        again = shop.register(HOOK, KEY)
        other_url = shop.register(f"{HOOK}/other", KEY)
        other_key = shop.register(HOOK, "hook-of-shop-8")
    with psycopg.connect(os.environ["DATABASE_URL"]) as db:
        stored = json.loads(db.execute(STORED, [KEY]).fetchone()[0])
    # --8<-- [end:again]
    same = again.content == first.content
    print(f"first answer: {first.status_code}, with {', '.join(first.json())}")
    print(f"same key after the crash: {again.status_code}, same bytes: {same}")
    print(f"stored under the key: {', '.join(stored)}")
    print(f"same key, other URL: {other_url.status_code} {other_url.json()['code']}")
    print(f"other key, same URL: {other_key.status_code} {other_key.json()['code']}")
    assert same and first.json().keys() - stored.keys() == {"secret"}
