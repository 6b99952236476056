# needs: postgresql
import os

import psycopg

URL = os.environ["DATABASE_URL"]
SUM = "SELECT sum(amount) FROM entries WHERE account BETWEEN %s AND %s"
BOOK = "UPDATE entries SET amount = amount - 1 WHERE account = %s"
READ_LOCKS = """SELECT locktype || ' ' || relation::regclass FROM pg_locks
                WHERE mode = 'SIReadLock' AND pid = %s ORDER BY 1"""


def two_accounts(label, one=10, other=990, rows=1):
    """Each transaction reads accounts of its own and writes the first of them."""
    first, second = (psycopg.connect(URL, autocommit=True) for _ in range(2))
    for session, account in ((first, one), (second, other)):
        session.execute("BEGIN ISOLATION LEVEL SERIALIZABLE")
        session.execute(SUM, [account, account + rows - 1])
    locks = admin.execute(READ_LOCKS, [first.info.backend_pid]).fetchall()
    print(f"{label}, read locks: {', '.join(lock for (lock,) in locks)}")  # (1)!
    try:
        first.execute(BOOK, [one])
        second.execute(BOOK, [other])
        first.execute("COMMIT")
        second.execute("COMMIT")
        outcome = "both committed"
    except psycopg.errors.SerializationFailure as error:
        moment = error.diag.message_detail.rsplit(", ")[1].rstrip(".")
        outcome = f"{error.sqlstate} {moment}"
    print(f"{label}, outcome: {outcome}")
    return outcome


with psycopg.connect(URL, autocommit=True) as admin:
    admin.execute("CREATE TABLE entries (account int, amount int)")
    admin.execute("INSERT INTO entries SELECT n, 100 FROM generate_series(1, 20000) n")
    admin.execute("VACUUM ANALYZE entries")
    assert two_accounts("without an index").startswith("40001")
    admin.execute("CREATE INDEX entries_account ON entries (account)")
    assert two_accounts("with an index") == "both committed"  # (2)!
    assert two_accounts("3 rows by index", 20, 980, 3) == "both committed"  # (3)!
