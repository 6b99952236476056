# needs: valkey
import json
import os
import secrets
import threading

import httpx
import redis
from fastapi import FastAPI, Request

from snippets.reliability.serve import serve

LOGS = {"shop": [], "payments": [], "mailer": []}
valkey = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)


def log(service, event, parent, request_id, **more):
    line = {"trace_id": parent[3:35], "request_id": request_id, "EventName": event}
    LOGS[service].append(json.dumps(line | more))


def child(parent):
    return f"{parent[:36]}{secrets.token_hex(8)}{parent[52:]}"  # its own span id


# --8<-- [start:hops]
shop, payments = FastAPI(), FastAPI()


@shop.post("/orders/{number}")
async def order(number: int):
    parent = f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
    mine = f"shop-{number}"
    log("shop", "order.received", parent, mine, order=number)
    async with httpx.AsyncClient() as client:
        url = f"{shop.payments}/charges/{number}"
        answer = await client.post(url, headers={"traceparent": child(parent)})
    log("shop", "order.answered", parent, mine, status=answer.status_code)
    return {"trace_id": parent[3:35]}  # (1)!


@payments.post("/charges/{number}")
async def charge(number: int, request: Request):
    parent, mine = request.headers["traceparent"], f"payments-{number}"
    log("payments", "charge.made", parent, mine)
    job = {"order": number, "traceparent": child(parent)}  # (2)!
    valkey.xadd("mails", job)


def mailer(count):
    last = "0"
    for _ in range(count):
        ((_, ((last, job),)),) = valkey.xread({"mails": last}, count=1, block=10_000)
        failed = job["order"] == "3"
        event = "mail.failed" if failed else "mail.sent"
        log("mailer", event, job["traceparent"], f"mailer-{last}")
# --8<-- [end:hops]


worker = threading.Thread(target=mailer, args=(5,))
worker.start()
with serve(payments) as shop.payments, serve(shop) as address:
    answers = [httpx.post(f"{address}/orders/{number}").json() for number in range(5)]
worker.join()

lines = [(service, json.loads(row)) for service, rows in LOGS.items() for row in rows]
print(f"lines of three services: {len(lines)}")
(failed,) = [line for _, line in lines if line["EventName"] == "mail.failed"]
own = [line for _, line in lines if line["request_id"] == failed["request_id"]]
print(f"lines with the mailer's own request id: {len(own)}")
story = [(s, line) for s, line in lines if line["trace_id"] == failed["trace_id"]]
print(f"lines with its trace id: {len(story)}")
for service, line in story:
    print(f"  {service:9} {line['EventName']}")
told = failed["trace_id"] == answers[3]["trace_id"]
print(f"the customer was told the same id: {'yes' if told else 'no'}")
assert told and len(own) == 1 and len(story) == 4
