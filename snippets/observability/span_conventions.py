# needs: opentelemetry, postgresql
import asyncio
import json
import os
import time

import httpx
import psycopg
from fastapi import FastAPI, HTTPException
from opentelemetry import propagate
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode

provider = TracerProvider(resource=Resource({"service.name": "shop"}))
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
tracer = provider.get_tracer("shop")
app = FastAPI()
database = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
database.execute("CREATE TABLE orders (id int PRIMARY KEY)")
database.execute("INSERT INTO orders VALUES (17)")


# --8<-- [start:conventions]
@app.middleware("http")
async def server_span(request, call_next):
    sent, kind = propagate.extract(request.headers), SpanKind.SERVER
    method = request.method
    with tracer.start_as_current_span(method, sent, kind) as span:
        span.set_attribute("http.request.method", method)
        span.set_attribute("url.path", request.url.path)
        span.set_attribute("url.scheme", request.url.scheme)
        try:
            code = (await call_next(request)).status_code
        except Exception as error:
            span.set_attribute("error.type", type(error).__qualname__)
            raise  # (1)!
        finally:
            if route := request.scope.get("route"):  # none for an unknown path
                span.update_name(f"{method} {route.path}")  # (2)!
                span.set_attribute("http.route", route.path)
        span.set_attribute("http.response.status_code", code)
        if code >= 500:  # (3)!
            span.set_status(StatusCode.ERROR)
            span.set_attribute("error.type", str(code))


def find(order):
    text = "SELECT id FROM orders WHERE id = %s"
    with tracer.start_as_current_span("SELECT orders", kind=SpanKind.CLIENT) as span:
        span.set_attribute("db.system.name", "postgresql")
        span.set_attribute("db.operation.name", "SELECT")
        span.set_attribute("db.collection.name", "orders")
        span.set_attribute("db.query.text", text)  # (4)!
        return database.execute(text, [order]).fetchone()


# --8<-- [end:conventions]
@app.get("/orders/{number}")
def order(number: int):
    if number == 0:
        raise ZeroDivisionError("0")
    if not find(number):
        raise HTTPException(404)
    return {}


async def requests():
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as shop:
        for number in (17, 18, 0):
            await shop.get(f"/orders/{number}")


asyncio.run(requests())
provider.shutdown()
while len(lines := open(os.environ["COLLECTOR_SPANS"]).readlines()) < 5:
    time.sleep(0.02)
spans = sorted(map(json.loads, lines), key=lambda span: span["start"])
for span in spans[:2]:
    print(f"{span['kind']} {span['name']}")
    for name, value in span["attributes"].items():
        print(f"  {name} = {value}")
print("status of the server span")
for span in (span for span in spans if span["kind"] == "SERVER"):
    has = span["attributes"]
    code = has.get("http.response.status_code", "")
    what = has.get("error.type", code)
    print(f"  {has['url.path']:11} {what:18} {span['status']:6} {span['events']}")
