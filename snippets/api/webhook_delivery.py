# needs: postgresql
"""An outbox, a worker, and a receiver that is down, then failing, slow, and up."""

import http.server
import json
import os
import random
import socket
import threading

import httpx
import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("""
    CREATE TABLE paid (invoice int PRIMARY KEY);
    CREATE TABLE outbox (id text PRIMARY KEY, body text, attempts int DEFAULT 0,
                         due int DEFAULT 0, last text, state text DEFAULT 'waiting');
    CREATE TABLE inbox (id text PRIMARY KEY);
    CREATE TABLE effect (invoice int)""")
clock, seen = 0, []
SCHEDULE = [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]


# --8<-- [start:sender]
def pay(invoice: int) -> None:
    with db.transaction():  # (1)!
        db.execute("INSERT INTO paid VALUES (%s)", (invoice,))
        body = json.dumps({"type": "invoice.paid", "data": {"invoice": invoice}})
        sql = "INSERT INTO outbox (id, body) VALUES (%s, %s)"
        db.execute(sql, (f"msg_{invoice}", body))


def deliver(url: str, wait: random.Random) -> None:
    claimed = db.execute("""
        UPDATE outbox SET due = %(now)s + 60 WHERE id IN (
            SELECT id FROM outbox WHERE state = 'waiting' AND due <= %(now)s
            ORDER BY due, id LIMIT 10 FOR UPDATE SKIP LOCKED)
        RETURNING id, body, attempts""", {"now": clock}).fetchall()  # (2)!
    for id, body, attempts in sorted(claimed):
        try:
            headers = {"webhook-id": id}
            answer = httpx.post(url, content=body, headers=headers, timeout=0.5)
            last = str(answer.status_code)
        except httpx.TransportError as error:
            last = type(error).__name__
        state = "sent" if last[0] == "2" else "off" if last == "410" else "waiting"
        if state == "waiting" and attempts == len(SCHEDULE):
            state = "failed"  # (3)!
        pause = SCHEDULE[min(attempts, 8)] * wait.uniform(1, 1.2)
        sql = """UPDATE outbox SET attempts = attempts + 1, last = %s, due = %s,
                 state = %s WHERE id = %s"""
        db.execute(sql, (last, clock + int(pause), state, id))


# --8<-- [end:sender]


# --8<-- [start:receiver]
class Receiver(http.server.BaseHTTPRequestHandler):
    mode = "broken"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.mode == "broken":
            return self.send_error(503)
        with psycopg.connect(os.environ["DATABASE_URL"]) as mine:  # (1)!
            new = mine.execute("INSERT INTO inbox VALUES (%s) ON CONFLICT DO NOTHING",
                               (self.headers["webhook-id"],)).rowcount
            if new:
                invoice = body["data"]["invoice"]
                mine.execute("INSERT INTO effect VALUES (%s)", (invoice,))
        seen.append("effect" if new else "duplicate")
        if self.mode == "slow":
            released.wait(10)  # done, but the sender has given up by now
        self.send_response(204)
        self.end_headers()
# --8<-- [end:receiver]

    def log_message(self, *_) -> None: ...


released = threading.Event()
probe = socket.create_server(("127.0.0.1", 0))
port = probe.getsockname()[1]
probe.close()
for invoice in (1, 2):
    pay(invoice)
wait = random.Random(1)
for phase, clock in enumerate([0, 10, 400, 3000, 12000]):
    if phase == 2:
        web = http.server.ThreadingHTTPServer(("127.0.0.1", port), Receiver)
        threading.Thread(target=web.serve_forever, daemon=True).start()
    Receiver.mode = ["-", "-", "broken", "slow", "up"][phase]
    deliver(f"http://127.0.0.1:{port}/hook", wait)
    released.set() if phase == 3 else None
    rows = db.execute("SELECT state, last, attempts FROM outbox ORDER BY id").fetchall()
    print(f"after {clock:5} s: " + ", ".join(f"{s} ({why}, {n})" for s, why, n in rows))
effects = db.execute("SELECT count(*) FROM effect").fetchone()[0]
print(f"effects: {effects}")
print(f"duplicates recognised: {seen.count('duplicate')}")
print(f"hours until the last attempt: {sum(SCHEDULE) / 3600:.1f}")
assert effects == 2 and seen.count("duplicate") == 2
