"""One instance of three is slow, its health check is green. Who notices?"""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

REQUESTS = 12


class Instance(BaseHTTPRequestHandler):
    """/order needs the disk and the database, /static neither."""

    def do_GET(self) -> None:
        work = self.path in ("/order", "/health/deep")
        stuck = self.server.slow_disk or database["down"]
        time.sleep(3 if work and stuck else 0)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_) -> None:
        pass


database = {"down": False}
instances = [ThreadingHTTPServer(("127.0.0.1", 0), Instance) for _ in range(3)]
for server in instances:
    server.slow_disk, server.handle_error = False, lambda *_: None
    threading.Thread(target=server.serve_forever, daemon=True).start()
client = httpx.Client(timeout=0.25)


def works(server, path: str) -> bool:
    try:
        return client.get(f"http://127.0.0.1:{server.server_port}{path}").is_success
    except httpx.TimeoutException:
        return False


# --8<-- [start:policies]
def shallow(errors: dict) -> list:
    return [s for s in instances if works(s, "/health")]


def deep(errors: dict) -> list:
    return [s for s in instances if works(s, "/health/deep")]


def ejecting(errors: dict) -> list:
    """Judge by real requests: two errors in a row put one out, never half of all."""
    out = [s for s in instances if errors.get(s, 0) >= 2]
    return [s for s in instances if s not in out[:len(instances) // 2]]  # (1)!
# --8<-- [end:policies]


def failures(policy) -> tuple[int, int]:
    """Return the failed orders and the failed static pages, of 12 each."""
    failed, errors, healthy = {"/order": 0, "/static": 0}, {}, policy({})
    for number in range(REQUESTS):
        for path in failed:
            if policy is ejecting:
                healthy = policy(errors)
            if not healthy:
                failed[path] += 1  # 503: no instance is left
                continue
            chosen = healthy[number % len(healthy)]
            okay = works(chosen, path)
            failed[path] += not okay
            if path == "/order":
                errors[chosen] = 0 if okay else errors.get(chosen, 0) + 1
    return failed["/order"], failed["/static"]


for title in ("one slow disk", "database down"):
    slow = instances[1].slow_disk = title == "one slow disk"
    database["down"] = not slow
    print(f"{title}, failed of {REQUESTS}:")
    results = {}
    for policy in (shallow, deep, ejecting):
        results[policy] = failures(policy)
        orders, static = results[policy]
        print(f"  {policy.__name__:9} orders {orders:2}, static pages {static:2}")
    assert results[deep] == ((0, 0) if slow else (REQUESTS, REQUESTS))
    assert results[ejecting][1] == 0 and results[ejecting][0] <= results[shallow][0]
