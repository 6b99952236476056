"""The emulator's HTTP: payments by key, the settlement report, and scripted trouble."""

import json
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from emulator.book import Book

SLOW_SECONDS, PAGE = 1.0, 1000
BOOK = Book()


class Handler(BaseHTTPRequestHandler):
    """Cards script the trouble: `tok_lost` does every first of two calls and answers it
    with nothing, `tok_silent` never answers, `tok_slow` answers a second late,
    `tok_down` does nothing and says 503."""

    protocol_version = "HTTP/1.1"
    lost = 0

    def do_POST(self) -> None:
        """/payments, /payments/{id}/captures, /payments/{id}/refunds."""
        key = self.headers["Idempotency-Key"]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        parts = urlsplit(self.path).path.strip("/").split("/")
        payment = parts[1] if len(parts) == 3 else None
        kind = parts[2].removesuffix("s") if payment else "charge"
        card = body.get("card") or BOOK.payments.get(payment, {}).get("card")
        if card == "tok_down":
            return self._answer(503, {"code": "unavailable"})
        first = key not in BOOK.answers
        answer = BOOK.do(key, kind, payment, body)
        Handler.lost += card == "tok_lost"
        if card == "tok_silent" or (card == "tok_lost" and Handler.lost % 2):
            self.close_connection = True
            return None
        if card == "tok_slow" and first:
            time.sleep(SLOW_SECONDS)
        return self._answer(*answer)

    def do_GET(self) -> None:
        """/operations/{key}, /settlements?after=, /book?key="""
        url = urlsplit(self.path)
        query = {k: v[0] for k, v in parse_qs(url.query).items()}
        match url.path.strip("/").split("/"):
            case ["operations", key]:
                self._answer(*BOOK.answers.get(key, (404, {"code": "unknown_key"})))
            case ["settlements"]:
                after = int(query.get("after", 0))
                self._answer(200, {"lines": BOOK.lines[after : after + PAGE]})
            case ["book"]:
                done = [k for k, (status, _) in BOOK.answers.items() if status == 201]
                self._answer(200, {"calls": dict(BOOK.calls), "done": done})
            case _:
                self._answer(404, {"code": "no_such_path"})

    def _answer(self, status: int, body: dict) -> None:
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        """Write nothing."""


class Server(ThreadingHTTPServer):
    """Takes a burst of connections; a client that has left is no error."""

    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, *_: object) -> None:
        """Write nothing."""


def main() -> None:
    """Serve at EMULATOR_PORT until the process ends."""
    serve(int(os.environ["EMULATOR_PORT"]))


def serve(port: int) -> None:
    """Serve until the process ends."""
    Server(("127.0.0.1", port), Handler).serve_forever()
