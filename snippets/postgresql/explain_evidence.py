# needs: postgresql(autovacuum=off, shared_preload_libraries=pg_stat_statements)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
plans = []
db.add_notice_handler(lambda notice: plans.append(notice.message_primary))
db.execute("""
    CREATE EXTENSION pg_stat_statements;
    SET max_parallel_workers_per_gather = 0;
    CREATE TABLE event AS SELECT n AS id, n % 100 AS tenant
    FROM generate_series(1, 20000) AS n;
    LOAD 'auto_explain';
    SET auto_explain.log_min_duration = 0;
    SET auto_explain.log_level = notice""")
# --8<-- [start:idea]
QUICK = "SELECT count(*) FROM event WHERE tenant = 7"
HOPELESS = "SELECT count(*) FROM event a, event b WHERE a.id + b.id = b.tenant"


def seen(query):
    """Return what the statistics and the plan log know about `query`."""
    calls = db.execute("SELECT coalesce(sum(calls), 0) FROM pg_stat_statements"
                       " WHERE query LIKE %s", [query[:34] + "%"]).fetchone()[0]
    return f"{calls} calls, {sum(query in plan for plan in plans)} plans"


for _ in range(3):
    db.execute(QUICK)
print("finished three times:", seen(QUICK))
for _ in range(3):
    with db.transaction():
        db.execute("SET LOCAL statement_timeout = '100ms'")
        try:
            with db.transaction():
                db.execute(HOPELESS)
        except psycopg.errors.QueryCanceled as error:
            message = f"{error.sqlstate} {error.diag.message_primary}"
print("cancelled three times:", seen(HOPELESS))
print("what the client got:", message)
# --8<-- [end:idea]
assert seen(QUICK) == "3 calls, 3 plans" and seen(HOPELESS) == "0 calls, 0 plans"
