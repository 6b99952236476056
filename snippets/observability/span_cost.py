# needs: opentelemetry
import json
import os
import statistics
import time

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF

ROUNDS, SPANS = 9, 1500
exported = TracerProvider()
exported.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
tracers = {
    "no SDK installed": trace.NoOpTracerProvider().get_tracer("lab"),
    "not sampled": TracerProvider(sampler=ALWAYS_OFF).get_tracer("lab"),
    "recorded, not exported": TracerProvider().get_tracer("lab"),
    "recorded and exported": exported.get_tracer("lab"),
}


def work(tracer):
    with tracer.start_as_current_span("GET /orders/{id}") as span:
        span.set_attribute("http.request.method", "GET")
        span.set_attribute("http.route", "/orders/{id}")
        span.set_attribute("url.path", "/orders/17")
        span.set_attribute("http.response.status_code", 200)
    return span


def microseconds(tracer):
    begin = time.process_time()
    for _ in range(SPANS):
        work(tracer)
    if tracer is tracers["recorded and exported"]:
        exported.force_flush()
    return (time.process_time() - begin) / SPANS * 1e6


cost = {name: [] for name in tracers}
for _ in range(ROUNDS):  # in turn, so that noise hits all alike
    for name, tracer in tracers.items():
        cost[name].append(microseconds(tracer))
cost = {name: statistics.median(rounds) for name, rounds in cost.items()}
for name, one in cost.items():
    print(f"{name}: ≈ {one:.1f} µs of CPU a span")
size = encode_spans([work(exported.get_tracer("lab"))]).ByteSize()
group = encode_spans([work(exported.get_tracer("lab")) for _ in range(512)])
print(f"one span alone, on the wire: {size // 10 * 10} bytes")
print(f"in a batch of 512, a span: {group.ByteSize() // 512 // 10 * 10} bytes")
first, second, third, fourth = cost.values()
assert first < second < third < fourth
exported.shutdown()
assert json.loads(open(os.environ["COLLECTOR_SPANS"]).readline())["name"]
