# needs: prometheus(enable-feature=exemplar-storage)
"""From a slow bucket to the id of one request that fell into it."""

import json
import os
import threading
import time
from pathlib import Path
from random import Random
from urllib.request import urlopen
from wsgiref.simple_server import WSGIRequestHandler, make_server

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.openmetrics import exposition

registry, chance = CollectorRegistry(), Random(3)
# --8<-- [start:observe]
seconds = Histogram("http_request_seconds", "Latency", ["route"], registry=registry,
                    buckets=[0.05, 0.1, 0.25, 1])  # fmt: skip
slow = []
for n in range(1_000):
    took = 0.6 if n % 100 == 42 else chance.uniform(0.01, 0.06)
    trace = f"{chance.getrandbits(128):032x}"  # of the current span
    seconds.labels("/orders").observe(took, {"trace_id": trace})  # (1)!
    slow += [trace] * (took > 0.25)
# --8<-- [end:observe]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


def metrics(_, start):
    start("200 OK", [("Content-Type", exposition.CONTENT_TYPE_LATEST)])
    return [exposition.generate_latest(registry)]


server = make_server("127.0.0.1", 0, metrics, handler_class=Quiet)
threading.Thread(target=server.serve_forever, daemon=True).start()
target = [{"targets": [f"127.0.0.1:{server.server_port}"]}]
targets = Path(os.environ["PROMETHEUS_CONFIG"], "targets", "app.yml")
targets.write_text(json.dumps(target))
url = os.environ["PROMETHEUS_URL"]
urlopen(f"{url}/-/reload", data=b"", timeout=5).close()
# --8<-- [start:query]
ask = f"{url}/api/v1/query_exemplars?query=http_request_seconds_bucket&start=0&end=9e9"
found = []
while not found:
    time.sleep(0.1)
    found = json.load(urlopen(ask, timeout=5))["data"]
exemplars = [e for series in found for e in series["exemplars"]]
over = [e for e in exemplars if float(e["value"]) > 0.25]
# --8<-- [end:query]
print(f"observations: 1000, over 250 ms: {len(slow)}")
print(f"exemplars kept: {len(exemplars)}, one for each bucket that was hit")
print(f"the slow bucket names a slow request: {over[0]['labels']['trace_id'] in slow}")
assert over[0]["labels"]["trace_id"] == slow[-1]
