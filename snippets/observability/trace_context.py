# needs: opentelemetry, valkey
import json
import multiprocessing
import os
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import redis
from opentelemetry import propagate
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.trace import SpanKind

queue = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)


def tracer_of(service):
    provider = TracerProvider(resource=Resource({"service.name": service}))
    provider.add_span_processor(SimpleSpanProcessor(OTLPSpanExporter()))
    return provider.get_tracer(service)


class Payments(BaseHTTPRequestHandler):
    def do_POST(self):
        sent = propagate.extract(self.headers)
        with self.server.tracer.start_as_current_span(
            "POST /charges", sent, SpanKind.SERVER
        ):
            self.send_response(204)
            self.end_headers()

    def log_message(self, *args): ...


class Proxy(Payments):
    def do_POST(self):
        sent = {name.lower(): value for name, value in self.headers.items()}
        call(self.server.to, {k: sent[k] for k in self.server.allow if k in sent})
        self.send_response(204)
        self.end_headers()


def call(port, headers):
    url = f"http://127.0.0.1:{port}/charges"
    urllib.request.urlopen(urllib.request.Request(url, b"", headers)).close()


def payments(port):
    with ThreadingHTTPServer(("127.0.0.1", 0), Payments) as server:
        server.tracer = tracer_of("payments")
        port.send(server.server_address[1])
        server.serve_forever()


def mail():
    tracer, last = tracer_of("mail"), "0"
    while True:
        for _, messages in queue.xread({"orders": last}, block=0):
            for last, fields in messages:
                sent = propagate.extract(fields)
                tracer.start_span("process orders", sent, SpanKind.CONSUMER).end()


# --8<-- [start:shop]
def reserve(tracer):
    tracer.start_span("reserve stock").end()


def order(tracer, proxy, pool, *, keep):
    with tracer.start_as_current_span("POST /orders", kind=SpanKind.SERVER):
        work = partial(reserve, tracer)
        pool.submit(copy_context().run, work) if keep else pool.submit(work)  # (1)!

        proxy.allow = ["traceparent"] if keep else []  # (2)!
        with tracer.start_as_current_span("POST", kind=SpanKind.CLIENT):
            headers = {}
            propagate.inject(headers)
            call(proxy.server_address[1], headers)

        with tracer.start_as_current_span("send orders", kind=SpanKind.PRODUCER):
            fields = {"order": "17"}
            if keep:
                propagate.inject(fields)  # (3)!
            queue.xadd("orders", fields)


# --8<-- [end:shop]
def tree(spans, parent="", depth=1):
    for s in sorted(spans, key=lambda s: (s["service"] != "shop", s["name"])):
        if s["parentSpanId"] == parent:
            print(f"{'  ' * depth}{s['service']} {s['kind']} {s['name']}")
            tree(spans, s["spanId"], depth + 1)


fork = multiprocessing.get_context("fork")
mine, theirs = fork.Pipe()
for role, arguments in ((payments, [theirs]), (mail, [])):
    fork.Process(target=role, args=arguments, daemon=True).start()
proxy = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
proxy.to = mine.recv()
threading.Thread(target=proxy.serve_forever, daemon=True).start()
shop, pool = tracer_of("shop"), ThreadPoolExecutor(1)
seen = 0
for mode in ("lost", "kept"):
    order(shop, proxy, pool, keep=mode == "kept")
    while len(lines := open(os.environ["COLLECTOR_SPANS"]).readlines()) < seen + 6:
        time.sleep(0.02)
    spans = [json.loads(line) for line in lines[seen:]]
    seen = len(lines)
    traces = {s["traceId"] for s in spans}
    assert len(traces) == (4 if mode == "lost" else 1), traces
    print(f"traces, context {mode}: {len(traces)}")
    tree(spans)
