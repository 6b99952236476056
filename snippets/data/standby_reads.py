# needs: postgresql(standby)
import os

import psycopg

primary = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
standby = psycopg.connect(os.environ["STANDBY_URL"], autocommit=True)
primary.execute("CREATE TABLE note (n int)")
SEEN = "SELECT count(*) FROM note WHERE n = %s"


def reload(connection, **settings):
    for name, value in settings.items():
        connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
    connection.execute("SELECT pg_reload_conf()")
    for name, value in settings.items():
        while True:
            url = connection.info.dsn
            with psycopg.connect(url, autocommit=True) as fresh:
                if fresh.execute(f"SHOW {name}").fetchone()[0] == value:
                    break


def wait_for(question):
    while not primary.execute(question).fetchone()[0]:
        pass


wait_for(
    "SELECT coalesce(bool_and(replay_lsn >= pg_current_wal_lsn()), false)"
    " FROM pg_stat_replication"
)
# --8<-- [start:idea]
standby.execute("SELECT pg_wal_replay_pause()")
PAUSE = "SELECT pg_get_wal_replay_pause_state()"
while standby.execute(PAUSE).fetchone()[0] != "paused":
    pass
primary.execute("INSERT INTO note VALUES (0)")
print(
    "after COMMIT, default, standby paused:", standby.execute(SEEN, [0]).fetchone()[0]
)
standby.execute("SELECT pg_wal_replay_resume()")

reload(primary, synchronous_standby_names="*")
wait_for("SELECT bool_or(sync_state = 'sync') FROM pg_stat_replication")
primary.execute("SET synchronous_commit = 'remote_apply'")
found = 0
for n in range(1, 51):
    primary.execute("INSERT INTO note VALUES (%s)", [n])
    found += standby.execute(SEEN, [n]).fetchone()[0]
print(f"remote_apply: {found} of 50 seen at once")
primary.execute("SET synchronous_commit = 'local'")

reload(standby, max_standby_streaming_delay="10ms")  # default 30 s
with standby.transaction():
    standby.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    standby.execute("SELECT count(*) FROM note")  # the report's snapshot
    primary.execute("DELETE FROM note")
    primary.execute("VACUUM note")
    try:
        standby.execute("SELECT count(*), pg_sleep(10) FROM note")
    except psycopg.Error as error:
        print("report on the standby:", error.sqlstate, error.diag.message_primary)
        raise psycopg.Rollback from None
# --8<-- [end:idea]
assert found == 50
