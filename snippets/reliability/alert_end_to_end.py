# needs: prometheus(alertmanager)
# timeout: 90
"""A failing service, a burn rate, one page: from the counter to the pager's webhook."""

import json
import os
import queue
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

counts, failing, pager = {b"200": 0, b"500": 0}, threading.Event(), queue.Queue()


class Shop(BaseHTTPRequestHandler):
    def do_GET(self):  # Prometheus asks for /metrics
        self.send_response(200)
        self.end_headers()
        for code, n in counts.items():
            self.wfile.write(b'http_requests_total{code="%s"} %d\n' % (code, n))

    def do_POST(self):  # Alertmanager calls the pager
        body = self.rfile.read(int(self.headers["Content-Length"]))
        pager.put(json.loads(body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
threading.Thread(target=server.serve_forever, daemon=True).start()
here = f"127.0.0.1:{server.server_port}"


def work():
    while True:
        counts[b"500" if failing.is_set() else b"200"] += 1
        time.sleep(0.005)


threading.Thread(target=work, daemon=True).start()

# --8<-- [start:config]
RULES = """
groups:
- name: checkout
  rules:
  - alert: CheckoutBurnsBudget  # (1)!
    expr: >
      sum(rate(http_requests_total{code=~"5.."}[5s]))
      / sum(rate(http_requests_total[5s])) > 14.4 * 0.001
    for: 1s
    labels: {severity: page, service: checkout}
    annotations:
      summary: "checkout burns its budget {{ $value | humanizePercentage }} failed"
      runbook: "https://runbooks.example/checkout-errors"
"""
ROUTES = f"""
route:
  receiver: nobody
  group_by: [service]  # (2)!
  group_wait: 1s
  group_interval: 1s
  routes:
  - matchers: [severity="page"]
    receiver: pager
receivers:
- name: nobody
- name: pager
  webhook_configs: [{{url: "http://{here}/page"}}]
"""
# --8<-- [end:config]


def reload(url):
    urllib.request.urlopen(f"{url}/-/reload", data=b"", timeout=5).close()


folder = Path(os.environ["PROMETHEUS_CONFIG"])
(folder / "rules" / "checkout.yml").write_text(RULES)
(folder / "targets" / "shop.yml").write_text(f'[{{"targets": ["{here}"]}}]')
(folder / "alertmanager.yml").write_text(ROUTES)
reload(os.environ["ALERTMANAGER_URL"])
reload(os.environ["PROMETHEUS_URL"])


def show(page):
    alert = page["alerts"][0]
    print(f"to {page['receiver']}: {page['status']}, {len(page['alerts'])} alert, "
          f"group {page['groupLabels']}")  # fmt: skip
    return alert


def healthy():
    query = "/api/v1/query?query=rate(http_requests_total[5s])"
    asked = os.environ["PROMETHEUS_URL"] + query
    with urllib.request.urlopen(asked, timeout=5) as answer:
        return len(json.load(answer)["data"]["result"]) == 2


while not healthy():
    time.sleep(0.1)
began = time.monotonic()
failing.set()
alert = show(pager.get(timeout=30))
seconds = time.monotonic() - began
print(f"runbook: {alert['annotations']['runbook']}")
failing.clear()
alert = show(pager.get(timeout=40))
print(f"labels: {sorted(alert['labels'])}")
print(f"from the first error to the page: ≈ {seconds:.1f} s")
assert seconds < 20
