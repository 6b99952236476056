# needs: opentelemetry
import json
import os
import time

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, set_span_in_context

BEGIN, MS = 1_800_000_000_000_000_000, 1_000_000
BEHIND = 40  # the clock of the payments host, in milliseconds


def host(service):
    provider = TracerProvider(resource=Resource({"service.name": service}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider


shop, payments = host("shop"), host("payments")


def span(provider, name, kind, parent, start, end, skew=0):
    context = set_span_in_context(parent) if parent else None
    at = [BEGIN + (moment - skew) * MS for moment in (start, end)]
    started = provider.get_tracer("lab").start_span(
        name, context, kind, start_time=at[0]
    )
    started.end(at[1])
    return started


# what really happened, in milliseconds after the request came in
root = span(shop, "POST /orders", SpanKind.SERVER, None, 0, 100)
call = span(shop, "POST", SpanKind.CLIENT, root, 20, 80)
span(payments, "POST /charges", SpanKind.SERVER, call, 25, 75, skew=BEHIND)
for provider in (shop, payments):
    provider.shutdown()
while len(lines := open(os.environ["COLLECTOR_SPANS"]).readlines()) < 3:
    time.sleep(0.02)


# --8<-- [start:repair]
def centred(server, client):
    """Where the server span must lie if the network took as long both ways."""
    spare = (client["end"] - client["start"]) - (server["end"] - server["start"])
    return client["start"] + spare // 2 - server["start"]


# --8<-- [end:repair]
def draw(spans, moved=0):
    for s in spans:
        shift = moved if s["service"] == "payments" else 0
        start, end = ((s[at] + shift - BEGIN) // MS for at in ("start", "end"))
        bar = " " * (start // 4 + 5) + "=" * ((end - start) // 4)
        print(f"{s['service']:9}{s['kind']:7}{start:4}..{end:3} |{bar}")


spans = sorted(map(json.loads, lines), key=lambda s: s["start"] - s["end"])
root, client, server = spans
print("as the hosts reported it")
draw(spans)
offset = centred(server, client)
print("server span centred in its client span")
draw(spans, offset)
assert server["start"] < root["start"] and offset == BEHIND * MS
print(f"starts before its root by: {(root['start'] - server['start']) // MS} ms")
print(f"clock offset that explains it: {offset // MS} ms")
