# needs: postgresql
"""Three steps for one day: the same ones under every orchestrator."""

import os
import time

import psycopg


def connect() -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


# --8<-- [start:steps]
def extract(day: str) -> list[list]:
    with connect() as db:
        note(db, "extract", day)
        return [list(row) for row in db.execute(
            "SELECT country, yen FROM orders WHERE day = %s ORDER BY id", [day])]


def transform(day: str, rows: list[list]) -> dict[str, int]:
    with connect() as db:
        note(db, "transform", day)  # (1)!
    total: dict[str, int] = {}
    for country, yen in rows:
        total[country] = total.get(country, 0) + yen
    return total


def load(day: str, total: dict[str, int]) -> None:
    with connect() as db:
        note(db, "load", day)
    with connect() as db, db.transaction():
        db.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [day])  # (2)!
        db.execute("DELETE FROM revenue WHERE day = %s", [day])  # (3)!
        db.cursor().executemany(
            "INSERT INTO revenue VALUES (%s, %s, %s)",
            [(day, country, yen) for country, yen in total.items()])
# --8<-- [end:steps]


def note(db: psycopg.Connection, step: str, day: str) -> None:
    db.execute("INSERT INTO calls (step, day, pid) VALUES (%s, %s, %s)",
               [step, day, os.getpid()])
    trouble = db.execute(
        "DELETE FROM trouble WHERE step = %s AND day = %s RETURNING kind",
        [step, day]).fetchone()
    if trouble == ("hang",):
        time.sleep(600)
    elif trouble:
        raise ValueError("no exchange rate yet")


def prepare() -> None:
    with connect() as db:
        db.execute(
            "CREATE TABLE orders (id int PRIMARY KEY, day date, country text, yen int);"
            "CREATE TABLE revenue (day date, country text, yen int,"
            "  PRIMARY KEY (day, country));"
            "CREATE TABLE calls (step text, day date, pid int,"
            "  at timestamptz DEFAULT clock_timestamp());"
            "CREATE TABLE trouble (step text, day date, kind text);"
            "INSERT INTO orders SELECT n, date '2026-11-01' + n / 90,"
            " (ARRAY['JP', 'DE', 'BR'])[1 + n % 3], 1000 + n % 7 * 100"
            " FROM generate_series(0, 7 * 90 - 1) n")


def plant(kind: str, step: str, day: str) -> None:
    with connect() as db:
        db.execute("INSERT INTO trouble VALUES (%s, %s, %s)", [step, day, kind])


def ask(query: str, *values: object) -> object:
    with connect() as db:
        return (db.execute(query, values).fetchone() or [None])[0]


def until(query: str, *values: object) -> object:
    while not (answer := ask(query, *values)):
        time.sleep(0.1)
    return answer


def calls(day: str) -> str:
    return ask("SELECT string_agg(step || ' ' || n, ', ' ORDER BY step) FROM (SELECT"
               " step, count(*) n FROM calls WHERE day = %s GROUP BY 1) s", day)


def report() -> None:
    for name, day in [("calls of a good day", 1), ("after an error in step 2", 3),
                      ("after a kill in step 2", 5)]:
        print(f"{name}:", calls(f"2026-11-0{day}"))


def handover() -> float:  # seconds from a step's start to the next one's, median
    return ask(
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM took))"
        " FROM (SELECT (max(at) - min(at)) / 2 took FROM calls GROUP BY day"
        "       HAVING count(*) = 3) d")


if __name__ == "__main__":
    prepare()
    day = "2026-11-03"

    def run_and_show(what: str) -> None:
        load(day, transform(day, extract(day)))
        with connect() as db:
            print(f"{what}:", *db.execute(
                "SELECT country, yen FROM revenue WHERE day = %s ORDER BY 1", [day]))

    run_and_show("first run")
    run_and_show("second run")
    with connect() as db:
        db.execute("INSERT INTO orders VALUES (9001, %s, 'JP', 5000)", [day])
        db.execute("UPDATE orders SET country = 'DE' WHERE country = 'BR'")
    run_and_show("a late order, a country corrected")
    assert ask("SELECT count(*) FROM revenue WHERE country = 'BR'") == 0
