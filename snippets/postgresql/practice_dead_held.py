# needs: postgresql(autovacuum=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
report = psycopg.connect(os.environ["DATABASE_URL"])
report.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
db.execute("""
    CREATE TABLE job (id int PRIMARY KEY, payload text);
    INSERT INTO job SELECT n, 'work' FROM generate_series(1, 20000) AS n""")
db.execute("VACUUM ANALYZE job")
db.execute("SET enable_seqscan = off")  # the same plan each time


def heap_fetches():
    plan = db.execute("EXPLAIN (ANALYZE, FORMAT json)"
                      " SELECT id FROM job ORDER BY id LIMIT 1").fetchone()[0]
    return plan[0]["Plan"]["Plans"][0]["Heap Fetches"]


report.execute("SELECT 1")  # its snapshot is older than the DELETE
db.execute("DELETE FROM job WHERE id < 20000")
print("report open, first and second time:", heap_fetches(), heap_fetches())
db.execute("VACUUM job")
print("after VACUUM, report still open:", heap_fetches())
report.commit()
db.execute("SELECT pg_current_xact_id()")  # elsewhere the traffic moves the horizon
print("report ended, first and second time:", heap_fetches(), heap_fetches())
