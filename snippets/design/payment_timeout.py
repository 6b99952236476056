# needs: postgresql
"""The provider charges, its answer comes too late; which key has the retry?"""

import http.client
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("""
    CREATE TABLE payment (id int PRIMARY KEY, yen int);
    CREATE TABLE attempt (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        payment int REFERENCES payment, operation text, key text UNIQUE,
        outcome text DEFAULT 'open', tries int DEFAULT 0,
        asked_at timestamptz DEFAULT now(), lease timestamptz DEFAULT now())""")
charges, slow, release = {}, {1, 2}, threading.Event()


class Provider(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        key = self.headers["Idempotency-Key"]
        charges.setdefault(key, body)  # the money moves here
        if body["payment"] in slow:
            slow.discard(body["payment"])
            release.wait()  # and the answer does not come
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
threading.Thread(target=server.serve_forever, daemon=True).start()


# --8<-- [start:worker]
def ask(payment, yen):
    with db.transaction():  # (1)!
        db.execute("INSERT INTO payment VALUES (%s, %s)", [payment, yen])
        db.execute("""INSERT INTO attempt (payment, operation, key)
                   VALUES (%s, 'capture', %s)""", [payment, f"pay-{payment}-capture"])


CLAIM = """
    UPDATE attempt a SET tries = tries + 1, lease = now() + interval '1 min'
    FROM payment p WHERE p.id = a.payment AND a.id IN (
        SELECT id FROM attempt WHERE outcome IN ('open', 'unknown') AND lease <= now()
        ORDER BY id LIMIT 10 FOR UPDATE SKIP LOCKED)
    RETURNING a.id, a.key, p.id, p.yen, a.tries"""  # (2)!


def send(key, body):
    try:
        http_ = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=2)
        http_.request("POST", "/charge", json.dumps(body), {"Idempotency-Key": key})
        status = http_.getresponse().status
    except (OSError, http.client.HTTPException):
        return "unknown"  # (3)!
    return {200: "done", 402: "declined"}.get(status, "unknown")  # (4)!


def sweep(key_of):
    for row, key, payment, yen, tries in db.execute(CLAIM).fetchall():
        outcome = send(key_of(key, tries), {"payment": payment, "yen": yen})
        with db.transaction():  # the payment's move and the ledger's entry belong here
            db.execute("UPDATE attempt SET outcome = %s, lease = now() WHERE id = %s",
                       [outcome, row])  # fmt: skip
# --8<-- [end:worker]


def charged(payment):
    return sum(body["payment"] == payment for body in charges.values())


def outcome(payment):
    query = "SELECT outcome FROM attempt WHERE payment = %s"
    return db.execute(query, [payment]).fetchone()[0]


for payment, name, key_of in (
    (1, "key of the intent", lambda key, tries: key),
    (2, "new key each attempt", lambda key, tries: f"{key}-{tries}"),
):
    ask(payment, 1000)
    for when in ("after the timeout", "after the retry"):
        sweep(key_of)
        print(f"{name}, {when}: ours {outcome(payment)}, charged {charged(payment)}")
release.set()
server.shutdown()
assert (charged(1), charged(2)) == (1, 2) and outcome(1) == outcome(2) == "done"
