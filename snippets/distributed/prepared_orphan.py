# needs: postgresql(max_prepared_transactions=10)
"""Two-phase commit: the coordinator is killed between its two COMMIT PREPARED."""

import os
import signal

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE account (id int PRIMARY KEY, yen int)")
db.execute("INSERT INTO account VALUES (1, 500), (2, 0)")
child = os.fork()
if child == 0:
    # --8<-- [start:coordinator]
    with psycopg.connect(URL) as one, psycopg.connect(URL) as two:
        for bank, sign, id in ((one, -1, 1), (two, 1, 2)):
            bank.autocommit = True
            bank.execute("BEGIN")
            bank.execute("UPDATE account SET yen = yen + %s WHERE id = %s",
                         [500 * sign, id])
            bank.execute(f"PREPARE TRANSACTION 'transfer-7-account-{id}'")  # (1)!
        one.execute("COMMIT PREPARED 'transfer-7-account-1'")
        os.kill(os.getpid(), signal.SIGKILL)
    # --8<-- [end:coordinator]
os.waitpid(child, 0)
print("accounts:", db.execute("SELECT * FROM account ORDER BY id").fetchall())
orphans = db.execute("SELECT gid FROM pg_prepared_xacts").fetchall()
print("pg_prepared_xacts:", *orphans)
sessions = "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in trans%'"
print("sessions that hold a transaction:", db.execute(sessions).fetchone()[0])
db.execute("SET lock_timeout = '200ms'")
try:
    db.execute("UPDATE account SET yen = 1 WHERE id = 2")
except psycopg.errors.LockNotAvailable as error:
    print("another UPDATE of account 2:", error.sqlstate)
db.execute("COMMIT PREPARED 'transfer-7-account-2'")
accounts = db.execute("SELECT * FROM account ORDER BY id").fetchall()
print("after COMMIT PREPARED by hand:", accounts)
assert accounts == [(1, 0), (2, 500)] and len(orphans) == 1
os._exit(0)
