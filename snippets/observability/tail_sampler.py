import urllib.request
from collections import defaultdict
from http.server import BaseHTTPRequestHandler

from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as otlp
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

S = 1_000_000_000


# --8<-- [start:tail]
class TailSampler:
    """Holds the spans of each trace, then passes on or forgets all of them."""

    def __init__(self, wait=30, num_traces=50_000, slower_than=0.5, ratio=0.05):
        self.wait, self.limit, self.ratio = wait * S, num_traces, ratio
        self.slower_than = slower_than * S
        self.held, self.first, self.verdict = defaultdict(list), {}, {}
        self.most = self.late = self.evicted = 0

    def weight(self, spans):  # 0 drops; otherwise how many traces this one stands for
        start = min(span.start_time_unix_nano for span in spans)
        end = max(span.end_time_unix_nano for span in spans)
        if end - start > self.slower_than:  # policy latency
            return 1
        if any(s.status.code == Status.STATUS_CODE_ERROR for s in spans):
            return 1  # policy status_code
        low = int.from_bytes(spans[0].trace_id[8:])
        return 1 / self.ratio if low < self.ratio * 2**64 else 0  # probabilistic

    def receive(self, span):
        now, trace = span.end_time_unix_nano, span.trace_id
        while self.first and next(iter(self.first.values())) + self.wait <= now:
            yield from self.decide(next(iter(self.first)))
        if trace in self.verdict:  # (1)!
            self.late += 1
            if self.verdict[trace]:
                yield span
            return
        if trace not in self.first and len(self.first) == self.limit:  # (2)!
            oldest = next(iter(self.first))
            del self.first[oldest], self.held[oldest]
            self.evicted += 1
        self.first.setdefault(trace, now)
        self.held[trace].append(span)
        self.most = max(self.most, len(self.first))

    def decide(self, trace):
        del self.first[trace]
        spans = self.held.pop(trace)
        self.verdict[trace] = weight = self.weight(spans)
        for span in spans:
            span.attributes.add(key="sampling.weight").value.double_value = weight
        return spans if weight else []

    def flush(self):
        while self.first:
            yield from self.decide(next(iter(self.first)))


# --8<-- [end:tail]
class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = otlp.ExportTraceServiceRequest.FromString(body)
        for group in request.resource_spans:
            self.server.resource = group.resource
            spans = [span for scope in group.scope_spans for span in scope.spans]
            kept = [out for span in spans for out in self.server.sampler.receive(span)]
            forward(self.server, kept)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass


def forward(server, spans):
    request = otlp.ExportTraceServiceRequest()
    group = request.resource_spans.add(resource=server.resource)
    group.scope_spans.add(spans=spans)
    kind = {"Content-Type": "application/x-protobuf"}
    body = request.SerializeToString()
    to = urllib.request.Request(server.collector, body, kind)
    urllib.request.urlopen(to).close()


def one(took, status=Status.STATUS_CODE_UNSET, low=2**63):
    span = Span(trace_id=low.to_bytes(16), end_time_unix_nano=int(took * S))
    span.status.code = status
    return TailSampler().weight([span])


if __name__ == "__main__":
    print(f"slow, 0.6 s: {one(0.6)}")
    print(f"failed: {one(0.1, Status.STATUS_CODE_ERROR)}")
    print(f"neither, id in the lowest 5 %: {one(0.1, low=2**59):.0f}")
    print(f"neither: {one(0.1)}")
