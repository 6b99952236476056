# needs: postgresql(autovacuum=off)
import os
import time

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE reading (id int PRIMARY KEY, value text)")
ROWS = [(n, f"value {n}") for n in range(20000)]


# --8<-- [start:ways]
def one_by_one():
    for row in ROWS[:2000]:
        db.execute("INSERT INTO reading VALUES (%s, %s)", row)


def one_transaction():
    with db.transaction():
        for row in ROWS[:2000]:
            db.execute("INSERT INTO reading VALUES (%s, %s)", row)


def arrays():  # two parameters, however many rows
    db.execute(
        "INSERT INTO reading SELECT * FROM unnest(%s::int[], %s::text[])",
        [[n for n, _ in ROWS], [value for _, value in ROWS]],
    )


def copy():
    with db.cursor() as cursor, cursor.copy("COPY reading FROM STDIN") as target:
        for row in ROWS:
            target.write_row(row)


def too_many_parameters():
    values = ", ".join(["(%s, %s)"] * 40000)
    flat = [cell for n in range(40000) for cell in (n, "x")]
    try:
        db.execute(f"INSERT INTO reading VALUES {values}", flat)
    except psycopg.Error as error:
        print("80,000 parameters:", str(error).splitlines()[0].split(": ")[-1])


# --8<-- [end:ways]
rate = {}
for way in (one_by_one, one_transaction, arrays, copy):
    db.execute("TRUNCATE reading")
    began = time.perf_counter()
    way()
    seconds = time.perf_counter() - began
    (rows,) = db.execute("SELECT count(*) FROM reading").fetchone()
    rate[way] = rows / seconds
    print(f"{way.__name__}: {rows} rows, ≈ {rate[way] / 1000:.1f} thousand a second")
too_many_parameters()
assert rate[copy] > rate[arrays] > 3 * rate[one_transaction]
assert rate[one_transaction] > rate[one_by_one]
