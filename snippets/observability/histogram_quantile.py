# needs: prometheus
"""O01: what buckets do to a percentile, by our own arithmetic and by Prometheus."""

import json
import os
import threading
import time
from bisect import bisect_left
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import ceil, inf, log2
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

BOUNDS = [0.1, 0.2, 0.3, 0.45, inf]


# --8<-- [start:own]
def cumulative(values: list[float], bounds=BOUNDS) -> list[int]:
    counts = [0] * len(bounds)
    for value in values:
        counts[bisect_left(bounds, value)] += 1  # le: the bound belongs to its bucket
    return [sum(counts[: i + 1]) for i in range(len(counts))]


def histogram_quantile(share: float, counts: list[int], bounds=BOUNDS) -> float:
    rank = share * counts[-1]
    i = next(i for i, count in enumerate(counts) if count >= rank)
    if bounds[i] == inf:
        return bounds[i - 1]  # (1)!
    low, below = (bounds[i - 1], counts[i - 1]) if i else (0.0, 0)
    return low + (bounds[i] - low) * (rank - below) / (counts[i] - below)  # (2)!


def native(share: float, value: float, schema: int = 3) -> float:
    index = ceil(log2(value) * 2**schema)  # all values lie in this one bucket
    low, high = 2 ** ((index - 1) / 2**schema), 2 ** (index / 2**schema)
    return low * (high / low) ** share  # (3)!
# --8<-- [end:own]


even = [0.15 + 0.3 * (i + 1) / 10_000 for i in range(10_000)]
tail = [0.15] * 90_000 + even  # 90 % at 150 ms, 10 % evenly from 150 to 450 ms
fleet = [[0.02] * 1000] * 9 + [[0.4] * 1000]  # ten instances, one is slow
cases = {"spike220": [0.22] * 1000, "spike320": [0.32] * 1000, "tail": tail,
         "over": [0.9] * 1000}  # fmt: skip
cases |= {f"host{i}": values for i, values in enumerate(fleet)}
pages = {}
for name, values in cases.items():
    metric = "fleet" if "host" in name else name
    lines = [f'{metric}_bucket{{le="{str(bound).replace("inf", "+Inf")}"}} {count}\n'
             for bound, count in zip(BOUNDS, cumulative(values))]  # fmt: skip
    pages["/" + name] = "".join(lines).encode()


class Exporter(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.end_headers()
        self.wfile.write(pages[self.path])

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Exporter)
threading.Thread(target=server.serve_forever, daemon=True).start()
targets = [{"targets": [f"127.0.0.1:{server.server_port}"],
            "labels": {"__metrics_path__": path, "instance": path}} for path in pages]
folder = Path(os.environ["PROMETHEUS_CONFIG"])
(folder / "targets" / "fake.yml").write_text(json.dumps(targets))
urlopen(f"{os.environ['PROMETHEUS_URL']}/-/reload", data=b"", timeout=5).close()


def prometheus(query: str) -> float:
    address = f"{os.environ['PROMETHEUS_URL']}/api/v1/query?query={quote(query)}"
    return float(json.load(urlopen(address))["data"]["result"][0]["value"][1])


while not prometheus("count(up == 1) or vector(0)") == len(pages):
    time.sleep(0.1)

# --8<-- [start:compare]
for name, share in [("spike220", 0.95), ("spike320", 0.95), ("tail", 0.94),
                    ("tail", 0.95), ("tail", 0.96), ("over", 0.95)]:  # fmt: skip
    own = histogram_quantile(share, cumulative(cases[name]))
    theirs = prometheus(f"histogram_quantile({share}, {name}_bucket)")
    assert abs(own - theirs) < 1e-9
    print(f"{name} p{100 * share:.0f}: {1000 * theirs:.1f} ms")
print(f"native schema 3, spike220 p95: {1000 * native(0.95, 0.22):.0f} ms")
print(f"native schema 3, spike320 p95: {1000 * native(0.95, 0.32):.0f} ms")
every = [histogram_quantile(0.95, cumulative(h)) for h in fleet]
print(f"mean of ten p95s: {1000 * sum(every) / 10:.2f} ms")
mean = prometheus("avg(histogram_quantile(0.95, fleet_bucket))")
merged = prometheus("histogram_quantile(0.95, sum by (le) (fleet_bucket))")
true = sorted(v for host in fleet for v in host)[9500 - 1]
print(f"avg(histogram_quantile()) in Prometheus: {1000 * mean:.2f} ms")
print(f"p95 of the summed buckets: {1000 * merged:.1f} ms")
print(f"true p95 of all requests: {1000 * true:.0f} ms")
# --8<-- [end:compare]
assert mean < 0.5 * true
