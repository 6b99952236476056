"""Serves an Account over HTTP as api.stripe.com does, with two pages; signs events."""

import contextlib
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import httpx

from outside.stripe_account import Account

DROP_SECONDS = 0.2  # between the bytes of an answer in drops
FORM = '<!doctype html><title>{0}</title><form method="post"><button>{0}</button></form>'
PAY, PORTAL = FORM.format("Pay"), FORM.format("Cancel")


def signature(payload: bytes, secret: str, at: int | None = None) -> str:
    """Return the header Stripe-Signature."""
    at = int(time.time()) if at is None else at
    mac = hmac.new(secret.encode(), f"{at}.".encode() + payload, hashlib.sha256)
    return f"t={at},v1={mac.hexdigest()}"


_client = httpx.Client(timeout=10)  # one: to read what TLS trusts takes long


def deliver(url: str, event: dict, secret: str) -> httpx.Response:
    """Send a webhook, freshly signed as each attempt of Stripe is."""
    payload = json.dumps(event).encode()
    headers = {"Stripe-Signature": signature(payload, secret)}
    return _client.post(f"{url}/stripe/webhook", content=payload, headers=headers)


class Server:
    """Listens on 127.0.0.1. Raises OSError where the port is taken."""

    def __init__(self, port: int, account: Account) -> None:
        handler = type("Handler", (_Handler,), {"account": account})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        handler.url = self.url
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    account: Account
    url = ""
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/v1/subscriptions":
            query = dict(parse_qsl(parts.query))
            customer = query.get("customer", "")
            own = self.account.instead.get(customer)
            self._answer(*own or self._call(lambda: self._list(customer)))
        elif parts.path.startswith("/pay/"):
            self._answer(200, PAY, "text/html")
        elif parts.path.startswith("/portal/"):
            self._answer(200, PORTAL, "text/html")
        else:
            self._answer(404, "{}")

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        form = dict(parse_qsl(self.rfile.read(length).decode()))
        parts = urlsplit(self.path)
        first, last = ("", *parts.path.split("/"))[-2:]
        match parts.path:
            case "/v1/customers":
                org, email = form.get("metadata[org]", ""), form.get("email", "")
                self._once(form, lambda: self.account.customer(org, email))
            case "/v1/checkout/sessions":
                self._once(form, lambda: self._checkout(form))
            case "/v1/billing_portal/sessions":
                self._once(form, lambda: self._portal(form))
            case _ if first == "pay":
                session = self.account.sessions[last]
                self.account.subscribe(session["customer"])
                self._answer(303, "", place=session["success_url"])
            case _ if first == "portal":
                self.account.change(
                    self.account.of_customer(last)[0]["id"], status="canceled"
                )
                self._answer(303, "", place=dict(parse_qsl(parts.query))["back"])
            case _:
                self._answer(404, "{}")

    def _list(self, customer: str) -> dict:
        found = self.account.of_customer(customer)
        return {"object": "list", "data": found, "has_more": False}

    def _checkout(self, form: dict) -> dict:
        made = self.account.checkout(form["customer"], form["success_url"])
        return {**made, "url": f"{self.url}/pay/{made['id']}"}

    def _portal(self, form: dict) -> dict:
        place = f"{self.url}/portal/{form['customer']}?back={form['return_url']}"
        return {"object": "billing_portal.session", "url": place}

    def _once(self, form: dict, answer: Callable[[], dict]) -> None:
        """Answer the same idempotency key with the first answer, also where that was a
        failure, and refuse it with another form."""
        key, saved = self.headers.get("Idempotency-Key"), self.account.saved
        if not key:
            self._answer(*self._call(answer))
        elif key in saved and saved[key][0] != form:
            self._answer(400, '{"error": {"type": "idempotency_error"}}')
        else:
            if key not in saved:
                saved[key] = (form, *self._call(answer))
            self._answer(*saved[key][1:])

    def _call(self, answer: Callable[[], dict]) -> tuple[int, str]:
        about = dict(parse_qsl(urlsplit(self.path).query)).get("customer", "")
        path = urlsplit(self.path).path
        self.account.calls.append(f"{self.command} {path} {about}".strip())
        found = answer()
        time.sleep(self.account.delay)
        if self.account.down:
            return 500, '{"error": {"type": "api_error"}}'
        return 200, json.dumps(found)

    def _answer(
        self, status: int, text: str, kind: str = "application/json", place: str = ""
    ) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if place:
            self.send_header("Location", place)
        self.end_headers()
        if not self.account.drops:
            self.wfile.write(body)
            return
        with contextlib.suppress(OSError):  # the caller waits no longer
            for byte in body:
                self.wfile.write(bytes([byte]))
                time.sleep(DROP_SECONDS)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
