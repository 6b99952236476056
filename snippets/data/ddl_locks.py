# needs: postgresql
import os
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg

URL = os.environ["DATABASE_URL"]
SETUP = """
    CREATE TABLE u (id int PRIMARY KEY);
    CREATE TABLE t (id int PRIMARY KEY, uid int, note text);
    CREATE INDEX note_i ON t (note);
    CREATE MATERIALIZED VIEW m AS SELECT id FROM t;
    CREATE UNIQUE INDEX ON m (id);
    CREATE FUNCTION f() RETURNS trigger AS 'BEGIN RETURN NULL; END' LANGUAGE plpgsql"""
MODES = ["AccessShare", "RowShare", "RowExclusive", "ShareUpdateExclusive", "Share",
         "ShareRowExclusive", "Exclusive", "AccessExclusive"]  # fmt: skip
# --8<-- [start:statements]
IN_TRANSACTION = [
    "SELECT * FROM t",
    "SELECT * FROM t FOR UPDATE",
    "INSERT INTO t VALUES (1)",
    "UPDATE t SET note = 'new'",
    "DELETE FROM t",
    "ANALYZE t",
    "CREATE STATISTICS s ON uid, note FROM t",
    "CREATE INDEX ON t (uid)",
    "REINDEX TABLE t",
    "CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f()",
    "ALTER TABLE t ADD FOREIGN KEY (uid) REFERENCES u",
    "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
    "REFRESH MATERIALIZED VIEW m",
    "ALTER TABLE t ADD paid bool",
    "DROP INDEX note_i",
    "CLUSTER t USING t_pkey",
    "TRUNCATE t",
    "LOCK TABLE t",
]
ALONE = [  # refuse to run in a transaction: seen while they wait for their lock
    "VACUUM t",
    "CREATE INDEX CONCURRENTLY ON t (uid)",
    "REINDEX TABLE CONCURRENTLY t",
    "DROP INDEX CONCURRENTLY note_i",
    "VACUUM FULL t",
]
# --8<-- [end:statements]
LOCKS = """SELECT replace(mode, 'Lock', '') FROM pg_locks
           WHERE relation IN ('t'::regclass, 'm'::regclass) AND pid = %s"""


def held_by(pid):
    modes = [mode for (mode,) in watch.execute(LOCKS, [pid])]
    return max(modes, key=MODES.index, default=None)


found = []
watch = psycopg.connect(URL, autocommit=True)
session = psycopg.connect(URL, autocommit=True)
pid = session.info.backend_pid
session.execute(SETUP)
for statement in IN_TRANSACTION:
    session.execute("BEGIN")
    session.execute(statement)
    found.append((held_by(pid), statement))
    session.execute("ROLLBACK")
for statement in ALONE:
    with watch.transaction(), ThreadPoolExecutor(1) as thread:
        watch.execute("LOCK TABLE t IN SHARE ROW EXCLUSIVE MODE")
        running = thread.submit(session.execute, statement)
        while not (mode := held_by(pid)) and not running.done():
            time.sleep(0.001)
        session.cancel_safe()
        assert type(running.exception()) is psycopg.errors.QueryCanceled
    found.append((mode, statement))

for mode in MODES:
    assert any(found_mode == mode for found_mode, _ in found)
    for found_mode, statement in found:
        if found_mode == mode:
            print(f"{mode:21} {statement}")
