"""Three services, each tries three times. How many calls reach the database?"""

import random
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

TRIES = 3


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        status, final = self.server.answer()
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.send_header("X-Final", str(int(final)))
        self.end_headers()

    def log_message(self, *_) -> None:
        pass


def serve(answer) -> str:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.answer = answer
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


# --8<-- [start:layers]
def layer(below: str, tries: int, heed_final: bool):
    """A service that calls the one below, and tries again when that fails."""
    client = httpx.Client(timeout=5)

    def answer() -> tuple[int, bool]:
        for _ in range(tries):
            reply = client.get(below)
            if reply.status_code == 200:
                return 200, False
            if heed_final and reply.headers["X-Final"] == "1":
                break  # (1)!
        return 503, tries > 1 or reply.headers["X-Final"] == "1"

    return answer


POLICIES = {  # tries of edge, orders, stock; and whether "do not retry" is heeded
    "every layer": ([TRIES, TRIES, TRIES], False),
    "only the edge": ([TRIES, 1, 1], False),
    "only beside the database": ([1, 1, TRIES], False),
    "every layer, 'final' heeded": ([TRIES, TRIES, TRIES], True),
    "nobody": ([1, 1, 1], False),
}
# --8<-- [end:layers]


def measure(policy: str, failing: float, requests: int) -> tuple[float, int]:
    """Return the calls to the database for each request, and the failed requests."""
    chance, calls = random.Random(4), 0

    def database() -> tuple[int, bool]:
        nonlocal calls
        calls += 1
        return (503 if chance.random() < failing else 200), False

    url = serve(database)
    tries, heed = POLICIES[policy]
    for count in reversed(tries):
        url = serve(layer(url, count, heed))
    with httpx.Client(timeout=5) as user:
        failed = sum(user.get(url).status_code != 200 for _ in range(requests))
    return calls / requests, failed


print(f"{'who retries':28} {'outage: calls':>13}  {'10% errors: calls':>17}  failed")
for policy in POLICIES:
    outage, _ = measure(policy, 1.0, 2)
    calls, failed = measure(policy, 0.1, 200)
    print(f"{policy:28} {outage:13.0f}  {calls:17.2f}  {failed:3} of 200")
    assert outage == (27 if policy == "every layer" else 1 if policy == "nobody" else 3)
