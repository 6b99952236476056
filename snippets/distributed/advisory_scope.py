# needs: postgresql
import os

import psycopg

url = os.environ["DATABASE_URL"]
a = psycopg.connect(url, autocommit=True)
b = psycopg.connect(url, autocommit=True)


# --8<-- [start:idea]
def free():
    """Tell whether another session could take the lock now."""
    got = b.execute("SELECT pg_try_advisory_lock(42)").fetchone()[0]
    if got:
        b.execute("SELECT pg_advisory_unlock(42)")
    return got


class Undo(Exception):
    pass


def roll_back(statement):
    try:
        with a.transaction():
            a.execute(statement)
            raise Undo
    except Undo:
        pass


roll_back("SELECT pg_advisory_xact_lock(42)")
print("transaction lock, free after ROLLBACK:", free())
roll_back("SELECT pg_advisory_lock(42)")
print("session lock, free after ROLLBACK:", free())  # (1)!
a.execute("SELECT pg_advisory_lock(42)")
a.execute("SELECT pg_advisory_unlock(42)")
print("taken twice, unlocked once, free:", free())  # (2)!
a.execute("DISCARD ALL")
print("after DISCARD ALL, free:", free())

a.execute("SELECT pg_advisory_lock(42)")
who = b.execute("""
    SELECT count(*), min(a.state) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'advisory' AND l.objid = 42 AND l.granted
""").fetchone()
print("holders seen in pg_locks, state:", *who)
b.execute("SELECT pg_terminate_backend(%s, 5000)", [a.info.backend_pid])  # (3)!
print("holder's connection gone, free:", free())
print("holder knows:", a.closed)
try:
    a.execute("SELECT 1")
except psycopg.Error as error:
    print("holder, at its next statement:", error.sqlstate or "connection lost")
# --8<-- [end:idea]
