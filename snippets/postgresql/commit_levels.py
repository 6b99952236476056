# needs: postgresql(standby)
import os
import statistics
import threading
import time

import psycopg

URL = os.environ["DATABASE_URL"]
primary = psycopg.connect(URL, autocommit=True)
standby = psycopg.connect(os.environ["STANDBY_URL"], autocommit=True)
primary.execute("CREATE TABLE payment (n int)")
primary.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
primary.execute("SELECT pg_reload_conf()")


def until(db, question):
    while not db.execute(question).fetchone()[0]:
        pass


until(primary, "SELECT bool_or(sync_state = 'sync') FROM pg_stat_replication")
LEVELS = ["off", "local", "remote_write", "on", "remote_apply"]
# --8<-- [start:idea]
worker = psycopg.connect(URL, autocommit=True)


def commit(level):
    worker.execute(f"SET synchronous_commit = {level}")
    began = time.perf_counter()
    worker.execute("INSERT INTO payment VALUES (1)")
    return (time.perf_counter() - began) * 1000


median = {}
for level in LEVELS:
    median[level] = statistics.median(commit(level) for _ in range(60))
    print(f"{level}, median commit: ≈ {median[level]:.2f} ms")

standby.execute("SELECT pg_wal_replay_pause()")
until(standby, "SELECT pg_get_wal_replay_pause_state() = 'paused'")
for level in LEVELS:
    thread = threading.Thread(target=commit, args=[level])
    thread.start()
    thread.join(1)
    print(f"replay paused, {level}:", "waits" if thread.is_alive() else "returns")
lag = """SELECT sent_lsn = pg_current_wal_lsn(), flush_lsn = sent_lsn,
         replay_lsn < flush_lsn FROM pg_stat_replication"""
print("sent, flushed, replay behind:", *primary.execute(lag).fetchone())
standby.execute("SELECT pg_wal_replay_resume()")
thread.join()
# --8<-- [end:idea]
assert median["off"] < median["remote_apply"]
