# needs: postgresql(wal_level=logical)
"""A sink that is killed between applying and confirming, with and without a guard."""

import os
import re
import signal

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE stock (sku int PRIMARY KEY, n int NOT NULL)")
db.execute("INSERT INTO stock SELECT i, 0 FROM generate_series(1, 5) i")
for sink in ("blind", "guarded"):
    db.execute(f"CREATE TABLE {sink} (LIKE stock INCLUDING INDEXES)")
    db.execute(f"ALTER TABLE {sink} ADD COLUMN moves int, ADD COLUMN lsn pg_lsn")
    db.execute(f"SELECT pg_create_logical_replication_slot('{sink}', 'test_decoding')")
CHANGE = re.compile(r"table public\.stock: UPDATE: sku\D+(\d+) n\D+(\d+)")
PEEK = "SELECT lsn::text, data FROM pg_logical_slot_peek_changes(%s, NULL, 40)"
ADVANCE = "SELECT pg_replication_slot_advance(%s, %s::pg_lsn)"

# --8<-- [start:sinks]
UPSERT = """INSERT INTO {} AS s VALUES (%(sku)s, %(n)s, 1, %(lsn)s)
    ON CONFLICT (sku) DO UPDATE
    SET n = excluded.n, moves = s.moves + 1, lsn = excluded.lsn"""
SINKS = {
    "blind": UPSERT.format("blind"),
    "guarded": UPSERT.format("guarded") + " WHERE s.lsn < excluded.lsn",  # (1)!
}


def relay(sink: str, die_after: int) -> None:
    connect = psycopg.connect
    with connect(URL, autocommit=True) as source, connect(URL) as target:
        applied = 0
        while batch := source.execute(PEEK, (sink,)).fetchall():
            for lsn, data in batch:
                if found := CHANGE.match(data):
                    values = {"sku": found[1], "n": found[2], "lsn": lsn}
                    target.execute(SINKS[sink], values)
                    applied += 1
            target.commit()
            if applied > die_after:
                os.kill(os.getpid(), signal.SIGKILL)  # (2)!
            source.execute(ADVANCE, (sink, batch[-1][0]))
# --8<-- [end:sinks]


for move in range(300):
    db.execute("UPDATE stock SET n = n + 1 WHERE sku = %s", (move % 5 + 1,))
for sink in SINKS:
    deaths = 0
    for die_after in (30, 45, 60, 75, 10**9):
        pid = os.fork()
        if pid == 0:
            relay(sink, die_after)
            os._exit(0)
        deaths += os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    n, moves = db.execute(f"SELECT sum(n), sum(moves) FROM {sink}").fetchone()
    print(f"{sink}, killed: {deaths} times")
    print(f"{sink}, stock: {n} of 300")
    print(f"{sink}, moves counted: {moves} of 300")
    assert n == 300 and (moves == 300) is (sink == "guarded")
    db.execute("SELECT pg_drop_replication_slot(%s)", (sink,))
