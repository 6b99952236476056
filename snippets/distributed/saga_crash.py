# needs: postgresql
"""Stock, payment, order: a saga, killed at each point, resumed by another process."""

import os
import signal

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("""
    CREATE SCHEMA stock; CREATE SCHEMA payment; CREATE SCHEMA orders;  -- three services
    CREATE TABLE stock.item (id int PRIMARY KEY, left_over int);
    CREATE TABLE stock.movement (saga text, kind text, PRIMARY KEY (saga, kind));
    CREATE TABLE payment.entry (saga text, kind text, yen int,
                                PRIMARY KEY (saga, kind));
    CREATE TABLE orders.saga (id text PRIMARY KEY, step int NOT NULL DEFAULT 0,
                              state text NOT NULL DEFAULT 'running', card text);
    INSERT INTO stock.item VALUES (1, 100)
""")


# --8<-- [start:steps]
class Refused(Exception):
    """The business says no; a retry will not help."""


def move_stock(saga: str, kind: str, by: int) -> None:
    """One transaction of the stock service; the primary key makes it idempotent."""
    with psycopg.connect(URL) as stock:
        new = stock.execute("INSERT INTO stock.movement VALUES (%s, %s) "
                            "ON CONFLICT DO NOTHING", [saga, kind]).rowcount
        if new:  # (1)!
            stock.execute("UPDATE stock.item SET left_over = left_over + %s", [by])


def move_money(saga: str, kind: str, yen: int, card: str = "good") -> None:
    """One transaction of the payment service."""
    if card != "good":
        raise Refused
    with psycopg.connect(URL) as payment:
        payment.execute("INSERT INTO payment.entry VALUES (%s, %s, %s) "
                        "ON CONFLICT DO NOTHING", [saga, kind, yen])


STEPS = [  # what to do, and what takes it back
    (lambda s, card: move_stock(s, "reserve", -1),
     lambda s: move_stock(s, "release", 1)),
    (lambda s, card: move_money(s, "charge", 500, card),
     lambda s: move_money(s, "refund", -500)),
]
# --8<-- [end:steps]


# --8<-- [start:orchestrator]
def advance(saga: str, tick) -> None:
    """Carry a saga on from what its row says, until it is done or cancelled."""
    with psycopg.connect(URL, autocommit=True) as orders:
        while True:
            step, state, card = orders.execute(
                "SELECT step, state, card FROM orders.saga WHERE id = %s", [saga]
            ).fetchone()
            if state in ("done", "cancelled"):
                return
            tick()
            if state == "running" and step == len(STEPS):
                state = "done"
            elif state == "running":
                try:
                    STEPS[step][0](saga, card)
                    step += 1
                except Refused:
                    state = "compensating"  # (1)!
            elif step == 0:
                state = "cancelled"
            else:
                STEPS[step - 1][1](saga)
                step -= 1
            tick()  # (2)!
            orders.execute("UPDATE orders.saga SET step = %s, state = %s WHERE id = %s",
                           [step, state, saga])
# --8<-- [end:orchestrator]


def run_killed(saga: str, kill_at: int) -> bool:
    """Run in a child that dies at its tick number `kill_at`; say whether it died."""
    child = os.fork()
    if child == 0:
        ticks = iter(range(kill_at))
        advance(saga, lambda: next(ticks, None) is None
                and os.kill(os.getpid(), signal.SIGKILL))
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


for card, expected in (("good", ("done", 99, 500)), ("refused", ("cancelled", 100, 0))):
    died, right = 0, 0
    while True:
        saga = f"{card}-{died}"
        db.execute("UPDATE stock.item SET left_over = 100")
        db.execute("INSERT INTO orders.saga (id, card) VALUES (%s, %s)", [saga, card])
        killed = run_killed(saga, died)
        advance(saga, lambda: None)  # the next process
        result = db.execute("""
            SELECT state, (SELECT left_over FROM stock.item),
                   (SELECT coalesce(sum(yen), 0) FROM payment.entry WHERE saga = id)
            FROM orders.saga WHERE id = %s""", [saga]).fetchone()
        if not killed:
            break
        died += 1
        right += result == expected
    print(f"card {card}, points at which it was killed: {died}")
    print(f"card {card}, right in the end: {right}")
    print(f"card {card}, ends: {result[0]}, stock {result[1]}, paid {result[2]}")
    assert died == right > 5
os._exit(0)
