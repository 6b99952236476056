# needs: postgresql(standby)
import os
import time

import psycopg

primary = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
standby = psycopg.connect(os.environ["STANDBY_URL"], autocommit=True)
primary.execute("CREATE TABLE cart (item text)")
COUNT = "SELECT count(*) FROM cart"


def one(connection, question, *values):
    return connection.execute(question, values).fetchone()[0]


# --8<-- [start:idea]
def write(item):
    """Insert, and return the position that a reader must have reached to see it."""
    primary.execute("INSERT INTO cart VALUES (%s)", [item])
    return one(primary, "SELECT pg_current_wal_insert_lsn()::text")  # (1)!


def read(seen_lsn, patience):
    """Count on the standby once it is far enough, on the primary otherwise."""
    reached = "SELECT coalesce(pg_last_wal_replay_lsn() >= %s::pg_lsn, false)"
    deadline = time.monotonic() + patience
    while not one(standby, reached, seen_lsn):  # (2)!
        if time.monotonic() > deadline:
            return one(primary, COUNT), "primary"
        time.sleep(0.005)
    return one(standby, COUNT), "standby"
# --8<-- [end:idea]


print("caught up:", *read(write("apple"), patience=20))
standby.execute("SELECT pg_wal_replay_pause()")
while one(standby, "SELECT pg_get_wal_replay_pause_state()") != "paused":
    pass
lsn = write("pear")
print("replay stands still, plain read of the standby:", one(standby, COUNT))
items, where = read(lsn, patience=0.2)
print("replay stands still, read with the position:", items, where)
assert (items, where) == (2, "primary")

received = "SELECT pg_last_wal_receive_lsn() >= %s::pg_lsn"
while not one(standby, received, lsn):
    pass
late = "SELECT pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) > 0"
print("received but not replayed:", one(standby, late))
standby.execute("SELECT pg_wal_replay_resume()")
items, where = read(lsn, patience=20)
print("replay goes on, read with the position:", items, where)
assert (items, where) == (2, "standby")
try:
    standby.execute(f"WAIT FOR LSN '{lsn}'")
except psycopg.Error as error:
    print("WAIT FOR LSN on 18:", error.sqlstate, error.diag.message_primary)
    assert error.sqlstate == "42601"
