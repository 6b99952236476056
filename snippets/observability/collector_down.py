import logging
import os
import socket
import statistics
import time

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor

logging.disable(logging.CRITICAL)  # each failed export logs an error
TIMEOUT = 0.5  # seconds; the default is 10


def refusing():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


silent = socket.socket()  # accepts, reads nothing, never answers
silent.bind(("127.0.0.1", 0))
silent.listen(64)


def serve(processor, port, requests, timeout=TIMEOUT):
    exporter = OTLPSpanExporter(f"http://127.0.0.1:{port}/v1/traces", timeout=timeout)
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(processor(exporter))
    tracer, took = provider.get_tracer("shop"), []
    for _ in range(requests):
        begin = time.perf_counter()
        with tracer.start_as_current_span("GET /orders"):
            pass
        took.append((time.perf_counter() - begin) * 1e3)
    begin = time.perf_counter()
    provider.shutdown()
    return statistics.median(took), time.perf_counter() - begin


unheard = silent.getsockname()[1]
for spans in (200, 2000):
    request, stop = serve(BatchSpanProcessor, unheard, spans)
    batches = -(-spans // 512)
    print(f"silent, {spans} spans waiting: a request ≈ {request:.2f} ms")
    print(f"silent, {spans} spans waiting, batches: {batches}")
    print(f"silent, {spans} spans waiting, stop: ≈ {stop:.1f} s")
    assert request < 20 and (batches - 0.5) * TIMEOUT < stop  # one timeout for each
request, stop = serve(BatchSpanProcessor, refusing(), 200, timeout=2)
print(f"refused, 200 spans, timeout of 2 s, stop: ≈ {stop:.1f} s")
assert 0.7 < stop  # one pause of about 1 s; the next, 2 s, no longer fits
request, stop = serve(SimpleSpanProcessor, unheard, 2)
print(f"simple, silent: a request ≈ {request:.0f} ms")
assert request > TIMEOUT * 900
