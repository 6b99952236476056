# needs: opentelemetry
import json
import logging
import os
import subprocess
import sys
import threading
import time

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

BURST = 10_000
# --8<-- [start:ends]
WORK = """
import os, signal, sys
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
for number in range(300):
    provider.get_tracer("work").start_span(sys.argv[1]).end()
"""
ENDS = {
    "return from main": "",
    "sys.exit(1)": "sys.exit(1)",
    "unhandled exception": "raise ValueError",
    "os._exit(0)": "os._exit(0)",
    "SIGTERM, no handler": "os.kill(os.getpid(), signal.SIGTERM)",
    "SIGTERM, sys.exit handler": "signal.signal(15, lambda *_: sys.exit())\n"
    "os.kill(os.getpid(), signal.SIGTERM)",
    "SIGKILL": "os.kill(os.getpid(), signal.SIGKILL)",
}
# --8<-- [end:ends]


class Held(OTLPSpanExporter):  # the collector answers only after the burst
    go = threading.Event()

    def export(self, spans):
        self.go.wait()
        return super().export(spans)


class Once(logging.Handler):
    said = set()

    def emit(self, record):
        self.said.add(record.getMessage())


logging.getLogger("opentelemetry").propagate = False
logging.getLogger("opentelemetry").addHandler(Once())


def arrived(expected):
    while True:
        lines = open(os.environ["COLLECTOR_SPANS"]).read().split("\n")[:-1]
        if len(lines) >= expected:
            time.sleep(0.2)  # for one that should not be there
            return [json.loads(line)["name"] for line in lines]
        time.sleep(0.02)


print(f"{'300 spans, then the process ends by':37}{'arrived':>8}")
for end, how in ENDS.items():
    command = [sys.executable, "-c", WORK + how, end]
    subprocess.run(command, stderr=subprocess.DEVNULL)
names = arrived(4 * 300)
for end in ENDS:
    print(f"  {end:35}{names.count(end):8}")
    assert names.count(end) == (0 if end in list(ENDS)[3:5] + ["SIGKILL"] else 300)

# --8<-- [start:overflow]
provider = TracerProvider()
processor = BatchSpanProcessor(Held())  # (1)!
provider.add_span_processor(processor)
for number in range(BURST):
    provider.get_tracer("burst").start_span(f"burst {number}").end()
# --8<-- [end:overflow]
Held.go.set()
provider.shutdown()
names = arrived(4 * 300 + 2048 + 512)
kept = [int(name.split()[1]) for name in names if name.startswith("burst")]
assert len(kept) == 2048 + 512 and max(kept) == BURST - 1
print(f"spans in the burst: {BURST}")
print(f"arrived: {len(kept)}")
print(f"lost: {BURST - len(kept)}")
print(f"the SDK logs: {', '.join(Once.said)}")
print(f"newest 2048 all there: {set(range(BURST - 2048, BURST)) <= set(kept)}")
