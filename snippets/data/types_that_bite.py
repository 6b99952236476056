# needs: postgresql
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("SET TimeZone = 'UTC'")


def ask(label, query):
    value = db.execute(query).fetchone()[0]
    print(f"{label}: {value}")
    return value


def refused(label, statements):
    try:
        with db.transaction():
            for statement in statements.split(";"):
                db.execute(statement)
    except psycopg.Error as error:
        print(f"{label}: {error.sqlstate} {error.diag.message_primary.split(' (')[0]}")
        return error.sqlstate
    raise AssertionError(label)


# --8<-- [start:types]
TEN = "FROM (SELECT 0.1 v FROM generate_series(1, 10))"
assert ask("ten dimes, float8", f"SELECT sum(v::float8) {TEN}") != 1
assert ask("ten dimes, numeric", f"SELECT sum(v) {TEN}") == 1
assert ask("numeric(12,2) rounds", "SELECT 2.345::numeric(12, 2)::text") == "2.35"

NOON = "'2026-11-21 12:00+09'"
ask("timestamp drops the offset", f"SELECT {NOON}::timestamp::text")
ask("timestamptz keeps the moment", f"SELECT {NOON}::timestamptz::text")
MEETING = "timestamp '2027-{} 09:00' AT TIME ZONE 'America/New_York'"
ask("nine in New York, March 1", f"SELECT ({MEETING.format('03-01')})::text")
ask("nine in New York, April 1", f"SELECT ({MEETING.format('04-01')})::text")

db.execute("CREATE TYPE state AS ENUM ('open', 'paid')")
assert "55P04" == refused(
    "new enum value", "ALTER TYPE state ADD VALUE 'void'; SELECT 'void'::state"
)
refused("drop an enum value", "ALTER TYPE state DROP VALUE 'open'")

db.execute("CREATE TABLE t (id serial PRIMARY KEY, parent int)")
db.execute("SELECT setval('t_id_seq', 2147483647)")
assert "2200H" == refused("serial used up", "INSERT INTO t DEFAULT VALUES")
assert "22003" == refused("bigint into int", "INSERT INTO t VALUES (1, 2147483648)")
# --8<-- [end:types]
