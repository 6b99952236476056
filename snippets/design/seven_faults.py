# needs: postgresql
"""Seven ways in which the other side fails, met by two consumers of payments."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE account (id text PRIMARY KEY, cents int, mail text, v int)")
db.execute("CREATE TABLE seen (id int PRIMARY KEY)")
EVENTS = [{"id": n, "cents": 100, "mail": f"m{n}", "v": n} for n in range(1, 7)]
pool = ThreadPoolExecutor(4)


def rate(event, fault):
    """The dependency: a rate, which is 1."""
    if event["id"] == 3:
        if fault == "slow":
            time.sleep(1.5)
        if fault == "down":
            raise ConnectionError
        return 90 if fault == "wrong" else 1
    return 1


def write(event, factor, fault):
    db.execute("UPDATE account SET cents = cents + %s WHERE id = 'shop'",
               [event["cents"] * factor])  # fmt: skip
    if fault == "partial" and event["id"] == 3:
        raise InterruptedError  # the process dies between two writes
    db.execute("UPDATE account SET cents = cents - %s WHERE id = 'bank'",
               [event["cents"] * factor])  # fmt: skip


# --8<-- [start:idea]
def careless(event, fault):
    write(event, rate(event, fault), fault)
    db.execute("UPDATE account SET mail = %s", [event["mail"]])


def careful(event, fault):
    factor = pool.submit(rate, event, fault).result(timeout=0.6)  # slow
    if not 0.5 < factor < 2:  # wrong
        raise ValueError("rate out of range")
    with db.transaction():  # partial
        if db.execute("INSERT INTO seen VALUES (%s) ON CONFLICT DO NOTHING",
                      [event["id"]]).rowcount:  # duplicate  # fmt: skip
            write(event, factor, fault)
            db.execute("""UPDATE account SET mail = %(mail)s, v = %(v)s
                WHERE v < %(v)s""", event)  # reordered  # fmt: skip


# --8<-- [end:idea]


def deliver(fault):
    events = list(EVENTS)
    if fault == "duplicate":
        events.insert(3, events[2])
    if fault == "reordered":
        events[4], events[5] = events[5], events[4]
    if fault == "poisoned":
        events[2] = {"id": 3}  # a field is missing, now and at every redelivery
    return events


def run(handler, fault):
    db.execute("TRUNCATE account, seen")
    db.execute("INSERT INTO account VALUES ('shop', 0, '', 0), ('bank', 0, '', 0)")
    parked, start = 0, time.monotonic()
    for number, event in enumerate(deliver(fault)):
        try:
            handler(event, fault)
        except (KeyError, ValueError, ConnectionError, InterruptedError, TimeoutError):
            parked += 1
            if handler is careless:  # it dies, and starts with the same event again
                return parked, len(EVENTS) - number, 0
    return parked, 0, time.monotonic() - start


for fault in ("slow", "down", "wrong", "duplicate", "reordered", "partial", "poisoned"):
    for handler in (careless, careful):
        parked, stuck, took = run(handler, fault)
        rows = db.execute("SELECT cents, mail FROM account ORDER BY id DESC")
        (shop, mail), (bank, _) = rows.fetchall()
        wrong = shop != 100 * (len(EVENTS) - max(parked, stuck)) or shop + bank
        notes = [note for is_so, note in (
            (took > 1.4, "all wait"), (stuck, f"{stuck} stuck"),
            (wrong, f"books {shop}/{bank}"),
            (not stuck and mail != "m6", f"old mail {mail}"),
            (handler is careful and parked, f"{parked} parked")) if is_so]  # fmt: skip
        print(f"{fault}, {handler.__name__}: {', '.join(notes) or 'right'}")
        harmed = any(not note.endswith("parked") for note in notes)
        assert harmed == (handler is careless)
pool.shutdown()
