# needs: postgresql
"""Four services outside that count the calls they get, and a place to die."""

import os
import signal

import psycopg

URL = os.environ["DATABASE_URL"]
POINTS = [("good", f"{when} {what}") for what in ("reserve", "charge", "ship", "notify")
          for when in ("before", "after")]
POINTS += [("refused", f"{when} {what}") for what in ("refund", "release")
           for when in ("before", "after")]
EXPECTED = {"good": {"reserve", "charge", "ship", "notify"},
            "refused": {"reserve", "charge", "refund", "release"}}


class Refused(Exception):
    """The carrier does not go there; a retry will not help."""


def open_shop() -> list[dict]:
    """Make the tables; return one order for each point at which to die."""
    with psycopg.connect(URL) as db:
        db.execute("CREATE TABLE call (order_id text, what text);"
                   "CREATE TABLE effect (key text PRIMARY KEY);"
                   "CREATE TABLE died (order_id text PRIMARY KEY)")
    return [{"id": f"{address}, {point}", "address": address, "die": point}
            for address, point in POINTS]


# --8<-- [start:outside]
def die(order: dict, point: str) -> None:
    """Be killed at this point, the first time."""
    if order["die"] == point:
        with psycopg.connect(URL) as db:
            first = db.execute("INSERT INTO died VALUES (%s) ON CONFLICT DO NOTHING",
                               [order["id"]]).rowcount
        if first:
            os.kill(os.getpid(), signal.SIGKILL)


def outside(order: dict, what: str) -> None:
    """A call to a service. It cannot commit together with anything of ours."""
    if (what, order["address"]) == ("ship", "refused"):
        raise Refused
    die(order, f"before {what}")
    with psycopg.connect(URL) as service:
        service.execute("INSERT INTO call VALUES (%s, %s)", [order["id"], what])  # (1)!
        service.execute("INSERT INTO effect VALUES (%s) ON CONFLICT DO NOTHING",
                        [f"{order['id']}, {what}"])  # (2)!
    die(order, f"after {what}")  # (3)!
# --8<-- [end:outside]


def report() -> tuple[int, int, int]:
    """Print and return: calls that came twice, calls that never came, with a key."""
    with psycopg.connect(URL) as db:
        calls = db.execute("SELECT order_id, what, count(*) FROM call GROUP BY 1, 2")
        got = {(order, what): count for order, what, count in calls}
        died = db.execute("SELECT count(*) FROM died").fetchone()[0]
        effects = db.execute("SELECT count(*) FROM effect").fetchone()[0]
    wanted = {(f"{address}, {point}", what) for address, point in POINTS
              for what in EXPECTED[address]}
    twice = sum(count - 1 for count in got.values())
    lost = len(wanted - got.keys())
    print(f"killed at: {died}")
    print(f"calls wanted: {len(wanted)}")
    print(f"calls that never came: {lost}")
    print(f"calls that came twice: {twice}")
    print(f"effects beyond the wanted, with a key: {effects - len(wanted) + lost}")
    assert set(got) <= wanted and died == len(POINTS)
    return twice, lost, effects


if __name__ == "__main__":  # a plain function, and nobody who remembers
    for order in open_shop():
        if (child := os.fork()) == 0:
            for what in ("reserve", "charge", "ship", "notify"):
                try:
                    outside(order, what)
                except Refused:
                    outside(order, "refund")
                    outside(order, "release")
                    break
            os._exit(0)
        os.waitpid(child, 0)
    assert report()[:2] == (0, 20)
