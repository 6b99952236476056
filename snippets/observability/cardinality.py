# needs: prometheus
"""What a label costs: series, memory and the page that every scrape moves."""

import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

BUCKETS = 11 + 3  # Go's default bounds; +Inf, _sum and _count
ROUTES, METHODS, CODES = range(20), ("GET", "POST"), (200, 404, 500)


# --8<-- [start:series]
def page(name: str, *labels: tuple[str, object]) -> str:
    """One classic histogram as it is exposed: a line for each series."""
    keys, values = zip(*labels)
    lines = []
    for combination in product(*values):  # (1)!
        held = ",".join(f'{k}="{v}"' for k, v in zip(keys, combination))
        lines += [f'{name}_bucket{{{held},le="{b}"}} 7' for b in range(BUCKETS - 2)]
        lines += [f"{name}_sum{{{held}}} 7.5", f"{name}_count{{{held}}} 7"]
    return "\n".join(lines) + "\n"


by = [("route", ROUTES), ("method", METHODS), ("code", CODES)]
PAGES = {"small": page("http_seconds", *by),
         "user": page("checkout_seconds", *by[:1], ("user_id", range(100)))}  # (2)!
PAGES["limited"] = PAGES["user"].replace("checkout", "limited")
# --8<-- [end:series]
shown = set()


class Exporter(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.end_headers()
        name = self.path[1:]
        self.wfile.write(PAGES[name].encode() if name in shown else b"")

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Exporter)
threading.Thread(target=server.serve_forever, daemon=True).start()
here, url = f"127.0.0.1:{server.server_port}", os.environ["PROMETHEUS_URL"]
CONFIG = """
global: {scrape_interval: 1s, scrape_timeout: 1s}
scrape_configs:
"""
JOB = """
- job_name: %s
  metrics_path: /%s
  sample_limit: %d
  static_configs: [{targets: ["%s"]}]
"""


def ask(query: str):
    with urlopen(f"{url}/api/v1/query?query={quote(query)}", timeout=10) as answer:
        result = json.load(answer)["data"]["result"]
    return float(result[0]["value"][1]) if result else None


def own(metric: str) -> float:  # what Prometheus says about itself
    with urlopen(f"{url}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    return float(text.split(f"\n{metric} ")[1].split("\n")[0])


jobs = "".join(JOB % (name, name, 10_000 * (name == "limited"), here) for name in PAGES)
Path(os.environ["PROMETHEUS_CONFIG"], "prometheus.yml").write_text(CONFIG + jobs)
urlopen(f"{url}/-/reload", data=b"", timeout=10).close()
memory, series = {}, {}
for name, waits in [("small", "up"), ("user", "checkout_seconds_sum")]:
    shown.add(name)
    while ask(f"count({waits})") is None or ask(f'up{{job="{name}"}}') != 1:
        time.sleep(0.1)
    series[name] = own("prometheus_tsdb_head_series")
    memory[name] = own("process_resident_memory_bytes")
shown.add("limited")
while ask('up{job="limited"}') != 0:  # over its limit a target counts as down
    time.sleep(0.1)

grown = memory["user"] - memory["small"]
new = series["user"] - series["small"]
print(f"20 routes, 2 methods, 3 codes: {PAGES['small'].count(chr(10)):,} series")
print(f"20 routes, 100 users: {PAGES['user'].count(chr(10)):,} series")
print(f"its page: {len(PAGES['user']) / 2**20:.1f} MiB at every scrape")
print(f"memory per new series: ≈ {grown / new / 1024:.1f} KiB")
up = ask('up{job="limited"}')
print(f"with sample_limit 10,000, up: {up:g}")
print(f"buckets of it stored: {ask('count(limited_seconds_bucket) or vector(0)'):g}")
# --8<-- [start:worst]
print("topk(3, count by (__name__)({__name__=~'.+'})):")
worst = quote('topk(3, count by (__name__)({__name__=~".+"}))')
with urlopen(f"{url}/api/v1/query?query={worst}", timeout=10) as answer:
    for row in json.load(answer)["data"]["result"]:
        print(f"  {row['metric']['__name__']} {int(row['value'][1]):,}")
with urlopen(f"{url}/api/v1/status/tsdb", timeout=10) as answer:
    status = json.load(answer)["data"]  # (1)!
# --8<-- [end:worst]
print("status/tsdb, labels with most values:")
for row in status["labelValueCountByLabelName"][:3]:
    print(f"  {row['name']} {row['value']}")
assert 0.5 < grown / new / 1024 < 40
