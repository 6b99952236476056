# needs: postgresql(standby)
"""Bob is removed, then the secret is written; a check on a standby has not heard."""
import os

import psycopg

primary = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
replica = psycopg.connect(os.environ["STANDBY_URL"], autocommit=True)


def ask(db, sql, *values):
    return db.execute(sql, values).fetchone()[0]


def replayed(lsn):
    return ask(replica, "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", lsn)


def catch_up(lsn):
    while not replayed(lsn):
        ask(replica, "SELECT pg_sleep(0.01)")


primary.execute("CREATE TABLE member (doc text, person text);"
                "CREATE TABLE doc (id text, body text, needs pg_lsn);"
                "INSERT INTO member VALUES ('plan', 'bob')")
catch_up(ask(primary, "SELECT pg_current_wal_lsn()"))
replica.execute("SELECT pg_wal_replay_pause()")
# --8<-- [start:idea]
primary.execute("DELETE FROM member WHERE person = 'bob'")
token = ask(primary, "SELECT pg_current_wal_lsn()")  # (1)!
primary.execute("INSERT INTO doc VALUES ('plan', 'we dismiss Bob', %s)", [token])


def may_read(person, doc, needs=None):
    if needs and not replayed(needs):  # (2)!
        where, db = "primary", primary
    else:
        where, db = "standby", replica
    return where, ask(db, "SELECT EXISTS (SELECT FROM member WHERE doc = %s"
                          " AND person = %s)", doc, person)
# --8<-- [end:idea]


needs = ask(primary, "SELECT needs FROM doc WHERE id = 'plan'")
careless = may_read("bob", "plan")
careful = may_read("bob", "plan", needs)
print(f"no token: asked the {careless[0]}, allowed {careless[1]}")
print(f"with the document's token: asked the {careful[0]}, allowed {careful[1]}")
replica.execute("SELECT pg_wal_replay_resume()")
catch_up(token)
later = may_read("bob", "plan", needs)
print(f"with the token, caught up: asked the {later[0]}, allowed {later[1]}")
assert careless == ("standby", True) and careful == ("primary", False)
assert later == ("standby", False)
