# needs: opentelemetry
# timeout: 120
import heapq
import json
import os
import random
import threading
import time
from collections import defaultdict
from http.server import HTTPServer

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import IdGenerator
from opentelemetry.sdk.trace.sampling import ALWAYS_ON, ParentBased, TraceIdRatioBased
from opentelemetry.trace import StatusCode, set_span_in_context

from snippets.observability.tail_sampler import Receiver, TailSampler, forward

TRACES, PER_SECOND, S = 4000, 100, 1_000_000_000
COLLECTOR = os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"] + "/v1/traces"


class Seeded(IdGenerator):
    def __init__(self):
        self.random = random.Random(7)

    def generate_trace_id(self):
        return self.random.getrandbits(128)

    def generate_span_id(self):
        return self.random.getrandbits(64)


def trace(tracer, dice, now):
    """A root and three calls: 1 % fail, 2 % are slow, and in 1 % a background job
    fails 20 s after the answer. The clock is ours, the spans are real."""
    fails, slow, late = (dice.random() < share for share in (0.01, 0.02, 0.01))
    took = (dice.uniform(1, 4) if slow else dice.lognormvariate(-2.5, 0.5)) * S
    root = tracer.start_span("GET /orders", start_time=int(now))
    root.set_attribute("kind", f"{'slow ' * slow}{'failed ' * fails}{'late ' * late}")
    inside, spans = set_span_in_context(root), [(now + took, root)]
    for name in ["call"] * 3 + ["job"] * late:
        span = tracer.start_span(name, inside, start_time=int(now))
        if name == "job" or fails and len(spans) == 2:
            span.set_status(StatusCode.ERROR)
        spans.append((now + (20 * S if name == "job" else took * len(spans) / 4), span))
    return spans


def load(tracer):  # spans end, and so are exported, in the order of their end times
    dice, running, count = random.Random(42), [], 0
    for number in range(TRACES + 1):
        now = (1000 + number / PER_SECOND) * S if number < TRACES else float("inf")
        while running and running[0][0] <= now:
            end, _, span = heapq.heappop(running)
            span.end(int(end))
        for end, span in trace(tracer, dice, now) if number < TRACES else ():
            count += 1
            heapq.heappush(running, (end, count, span))


def run(name, sampler, endpoint=COLLECTOR):
    of = Resource({"service.name": name})
    provider = TracerProvider(sampler, of, id_generator=Seeded())
    queue = BatchSpanProcessor(OTLPSpanExporter(endpoint), max_queue_size=100_000)
    provider.add_span_processor(queue)
    load(provider.get_tracer("load"))
    provider.force_flush()  # shutdown alone gives up after 30 s
    provider.shutdown()


def run_tail(name, **settings):
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    server.sampler = TailSampler(wait=10, ratio=0.05, **settings)
    server.collector = COLLECTOR
    threading.Thread(target=server.serve_forever, daemon=True).start()
    run(name, ALWAYS_ON, f"http://127.0.0.1:{server.server_address[1]}")
    forward(server, list(server.sampler.flush()))
    return server.sampler


run("everything", ALWAYS_ON)
run("head 1 %", ParentBased(TraceIdRatioBased(0.01)))
run("head 10 %", ParentBased(TraceIdRatioBased(0.10)))
tail, small = run_tail("tail"), run_tail("num_traces 500", num_traces=500)
runs, spans, lines = defaultdict(dict), defaultdict(int), []
while len(lines) < 19_428:  # all that the five runs sent, whole lines only
    time.sleep(0.05)
    lines = open(os.environ["COLLECTOR_SPANS"]).read().split("\n")[:-1]
for span in map(json.loads, lines):
    spans[span["service"]] += 1
    if not span["parentSpanId"]:
        runs[span["service"]][span["traceId"]] = span["attributes"]
print(f"{'':16}{'traces':>8}{'spans':>8}{'failed':>8}{'slow':>6}{'late':>6}")
found = {}
for name, roots in runs.items():
    kinds = [root["kind"] for root in roots.values()]
    found[name] = [sum(k in kind for kind in kinds) for k in ("failed", "slow", "late")]
    failed, slow, late = found[name]
    print(f"{name:16}{len(roots):8}{spans[name]:8}{failed:8}{slow:6}{late:6}")
lost = f"{found['head 1 %'][0]}/{found['everything'][0]}"
print(f"failures kept by head 1 %: {lost}")
print(f"failures, of all traces: {found['everything'][0] / TRACES:.1%}")
print(f"failures, of what the tail kept: {found['tail'][0] / len(runs['tail']):.1%}")
kept = [(a["sampling.weight"], "failed" in a["kind"]) for a in runs["tail"].values()]
share = sum(w for w, bad in kept if bad) / sum(w for w, bad in kept)
print(f"the same, weighted: {share:.1%}")
print(f"late spans: {tail.late}")
print(f"traces held at most: {tail.most}")
print(f"evicted undecided with num_traces 500: {small.evicted}")
assert found["tail"][:2] == found["everything"][:2]
assert found["head 1 %"][0] < 5 and found["head 10 %"][0] < 12
assert found["tail"][2] < found["everything"][2] / 4
