# needs: postgresql
import os
import threading

import psycopg
from psycopg.errors import SerializationFailure

LIMIT, AT_ONCE = 3, 12
dsn = os.environ["DATABASE_URL"]
with psycopg.connect(dsn, autocommit=True) as db:
    db.execute("CREATE TABLE org (id int PRIMARY KEY, plan_limit int)")
    db.execute("""CREATE TABLE flag (org int REFERENCES org, key int,
                                     PRIMARY KEY (org, key))""")
    db.execute(f"INSERT INTO org SELECT n, {LIMIT} FROM generate_series(1, 3) n")
COUNT = """SELECT count(*) < (SELECT plan_limit FROM org WHERE id = %(o)s)
           FROM flag WHERE org = %(o)s"""


# --8<-- [start:ways]
def count_first(db, org):
    """What most code does."""


def lock_the_tenant(db, org):
    db.execute("SELECT 1 FROM org WHERE id = %s FOR UPDATE", [org])


def serializable(db, org):
    db.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")


def make(way, org, key, together):
    """Return "made", "limit" or "retry" for one request."""
    with psycopg.connect(dsn) as db:
        together.wait()                  # all requests have begun
        way(db, org)
        if not db.execute(COUNT, {"o": org}).fetchone()[0]:
            return "limit"
        if way is not lock_the_tenant:
            together.wait()              # (1)!
        try:
            db.execute("INSERT INTO flag VALUES (%s, %s)", [org, key])
            db.commit()
        except SerializationFailure:
            db.rollback()
            return "retry"
        return "made"
# --8<-- [end:ways]


for org, way in enumerate((count_first, lock_the_tenant, serializable), 1):
    together, results = threading.Barrier(AT_ONCE), []

    def request(key):
        results.append(make(way, org, key, together))

    threads = [threading.Thread(target=request, args=[k]) for k in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made, retried = results.count("made"), results.count("retry")
    if way is serializable:  # which ones fail is PostgreSQL's choice
        print(f"serializable: ≈ {made} of {LIMIT} allowed made,",
              f"told to retry ≈ {retried}")
        assert 1 <= made <= LIMIT and retried >= AT_ONCE - LIMIT
    else:
        print(f"{way.__name__}: {made} of {LIMIT} allowed made by {AT_ONCE} requests")
        assert made == (AT_ONCE if way is count_first else LIMIT)
