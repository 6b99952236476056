# needs: prometheus(alertmanager)
"""What routing, grouping, inhibition and a silence leave of 43 alerts."""

import json
import os
import queue
import subprocess
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CALLS = queue.Queue()
URL = os.environ["ALERTMANAGER_URL"]


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        CALLS.put((self.path[1:], json.loads(body)))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
HERE = f"http://127.0.0.1:{server.server_port}"
# --8<-- [start:config]
CONFIG = f"""
route:
  receiver: tickets
  group_by: [alertname, cluster]  # (1)!
  group_wait: 1s                  # default 30s
  group_interval: 1s              # default 5m
  repeat_interval: 4h             # default 4h
  routes:
  - matchers: [severity="page"]
    receiver: pager
inhibit_rules:
- source_matchers: [alertname="DatabaseDown"]  # (2)!
  target_matchers: [depends_on="database"]
  equal: [cluster]
receivers:
- name: tickets
  webhook_configs: [{{url: "{HERE}/tickets"}}]
- name: pager
  webhook_configs: [{{url: "{HERE}/pager"}}]
"""
# --8<-- [end:config]


def post(path, body=b""):
    kind = {"Content-Type": "application/json"}
    request = urllib.request.Request(URL + path, body, kind)
    urllib.request.urlopen(request, timeout=5).close()


def fire(*alerts):
    body = [{"labels": labels} for labels in alerts]
    post("/api/v2/alerts", json.dumps(body).encode())


def amtool(*words):
    command = ["amtool", f"--alertmanager.url={URL}", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def told(calls):
    for _ in range(calls):
        receiver, body = CALLS.get(timeout=15)
        names = sorted({a["labels"]["alertname"] for a in body["alerts"]})
        print(f"  {receiver}: 1 call, {len(body['alerts'])} alerts, {', '.join(names)}")


(Path(os.environ["PROMETHEUS_CONFIG"]) / "alertmanager.yml").write_text(CONFIG)
post("/-/reload")
# --8<-- [start:alerts]
pods = [
    {"alertname": "PodErrors", "cluster": "tokyo", "pod": f"api-{i}",
     "severity": "page", "depends_on": "database"} for i in range(20)
]  # fmt: skip
database = {"alertname": "DatabaseDown", "cluster": "tokyo", "severity": "page"}
print("20 pods fail:")
fire(*pods)
told(1)
print("in osaka the database fails with its pods:")
fire(*({**alert, "cluster": "osaka"} for alert in (database, *pods)))
told(1)
states = amtool("alert", "query", "--inhibited", "cluster=osaka", "--output=json")
print(f"  inhibited, visible but not sent: {len(json.loads(states))}")
print("a disk fills, which can wait, during a silence for its cluster and 2 hours:")
silence = ["silence", "add", "cluster=nagoya", "--duration=2h"]
amtool(*silence, "--author=ana", "--comment=moving disks, CHG-7")
fire({"alertname": "DiskFull", "cluster": "nagoya", "severity": "ticket"})
fire({"alertname": "DiskFull", "cluster": "kyoto", "severity": "ticket"})
told(1)
silent = amtool("alert", "query", "--silenced", "--output=json")
print(f"  silenced: {len(json.loads(silent))}")
# --8<-- [end:alerts]
assert CALLS.empty() and len(json.loads(states)) == 20 and len(json.loads(silent)) == 1
for labels in ("severity=page", "severity=ticket", "team=new"):
    where = amtool("config", "routes", "test", labels).strip()
    print(f"amtool config routes test {labels}: {where}")
