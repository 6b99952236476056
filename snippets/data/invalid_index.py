# needs: postgresql(autovacuum=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE member (id int PRIMARY KEY, email text)")
db.execute("INSERT INTO member VALUES (1, 'a@b.example'), (2, 'a@b.example')")
db.execute(
    "INSERT INTO member SELECT n, n || '@c.example' FROM generate_series(3, 5000) n"
)
notices = []
db.add_notice_handler(lambda notice: notices.append(notice.message_primary))


def attempt(label, statement):
    try:
        db.execute(statement)
        print(f"{label}: done")
    except psycopg.Error as error:
        why = error.diag.message_primary.split(' "')[0]
        print(f"{label}: {error.sqlstate} {why}")


def state(label):
    flags = db.execute(
        """SELECT indisvalid, indisready FROM pg_index
           WHERE indexrelid = to_regclass('member_email')"""
    ).fetchone()
    words = "no index" if flags is None else "valid {}, maintained {}".format(*flags)
    print(f"{label}: {words}")


def how_read(label):
    query = "EXPLAIN SELECT id FROM member WHERE email = '5@c.example'"
    print(f"{label}: {db.execute(query).fetchone()[0].split(' (')[0].split(' on ')[0]}")


# --8<-- [start:duplicates]
BUILD = "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS member_email ON member (email)"
attempt("build over duplicates", BUILD)
state("left behind")
attempt("the migration again", BUILD)  # (1)!
print("  notice:", notices[-1])
state("after the second run")
attempt("insert a duplicate", "INSERT INTO member VALUES (9001, '5@c.example')")
# --8<-- [end:duplicates]
db.execute("DELETE FROM member WHERE id IN (2, 9001); DROP INDEX member_email")

# --8<-- [start:timeout]
with psycopg.connect(os.environ["DATABASE_URL"]) as report:
    report.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    report.execute("SELECT now()")  # (1)!
    db.execute("SET lock_timeout = '500ms'")
    attempt("build beside a report", BUILD)
state("left behind by the timeout")
attempt("insert another duplicate", "INSERT INTO member VALUES (9002, '6@c.example')")
how_read("a query")
db.execute("RESET lock_timeout")
attempt("rebuild", "REINDEX INDEX CONCURRENTLY member_email")
state("in the end")
how_read("a query in the end")
# --8<-- [end:timeout]
