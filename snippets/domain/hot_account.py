# needs: postgresql(autovacuum=off)
"""A balance as one row that every payment updates, against a snapshot plus a delta."""

import os
import threading
import time

import psycopg

URL = os.environ["DATABASE_URL"]
THREADS, EACH = 8, 30
db = psycopg.connect(URL, autocommit=True)
db.execute("""
    CREATE TABLE account (id text PRIMARY KEY, balance bigint NOT NULL);
    INSERT INTO account VALUES ('fees', 0);
    CREATE TABLE posting (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account text NOT NULL, amount bigint NOT NULL,
        made_by xid8 NOT NULL DEFAULT pg_current_xact_id());
    CREATE INDEX ON posting (account, made_by) INCLUDE (amount);
    CREATE TABLE snapshot (account text PRIMARY KEY, balance bigint, below xid8);
    INSERT INTO snapshot VALUES ('fees', 0, '0')""")
APPEND = "INSERT INTO posting (account, amount) VALUES ('fees', 30)"
HOT = "UPDATE account SET balance = balance + 30 WHERE id = 'fees'"
# --8<-- [start:balance]
BALANCE = """
    SELECT s.balance + coalesce(sum(p.amount), 0)
    FROM snapshot s LEFT JOIN posting p
      ON p.account = s.account AND p.made_by >= s.below  -- (1)!
    WHERE s.account = 'fees' GROUP BY s.balance"""
ADVANCE = """
    WITH upto AS (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin)  -- (2)!
    UPDATE snapshot s SET below = upto.xmin, balance = s.balance + coalesce((
        SELECT sum(amount) FROM posting p WHERE p.account = s.account
        AND p.made_by >= s.below AND p.made_by < upto.xmin), 0)
    FROM upto WHERE upto.xmin > s.below"""  # (3)!
# --8<-- [end:balance]
NAIVE = "SELECT coalesce(max(id), 0), coalesce(sum(amount), 0) FROM posting"


def balance():
    return int(db.execute(BALANCE).fetchone()[0])


def run(statements):
    start = threading.Barrier(THREADS + 1)

    def worker():
        with psycopg.connect(URL) as own:
            start.wait()
            for _ in range(EACH):
                for statement in statements:
                    own.execute(statement)
                own.execute("SELECT pg_sleep(0.002)")  # the rest of the transaction
                own.commit()

    workers = [threading.Thread(target=worker) for _ in range(THREADS)]
    for w in workers:
        w.start()
    start.wait()
    begin = time.perf_counter()
    while any(w.is_alive() for w in workers):
        db.execute(ADVANCE)  # while they write
        time.sleep(0.02)
    return THREADS * EACH / (time.perf_counter() - begin)


hot = run([APPEND, HOT])
appended = run([APPEND])
total = db.execute("SELECT sum(amount) FROM posting").fetchone()[0]
print(f"with one balance row: ≈ {hot:.0f} payments/s")
print(f"append only: ≈ {appended:.0f} payments/s")
assert appended > 1.5 * hot, (appended, hot)
print("snapshot plus delta equals the sum:", balance() == total)
assert balance() == total

late, early = psycopg.connect(URL), psycopg.connect(URL)
late.execute(APPEND)  # takes its id first, commits last
early.execute(APPEND)
early.commit()
upto, naive = db.execute(NAIVE).fetchone()
db.execute(ADVANCE)
late.commit()
after = "SELECT coalesce(sum(amount), 0) FROM posting WHERE id > %s"
naive += db.execute(after, [upto]).fetchone()[0]
print("snapshot by highest id, off by:", naive - total - 60)
print("snapshot by xmin, off by:", balance() - total - 60)
assert (naive - total, balance() - total) == (30, 60)
