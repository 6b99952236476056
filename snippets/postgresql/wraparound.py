# needs: postgresql(own)
import os
import re
import shutil
import subprocess
import textwrap
import time
from pathlib import Path

import psycopg

from snippets.services import postgresql

FOLDER = Path("old").resolve()
SETTINGS = {"wal_level": "logical", "autovacuum_naptime": "1s"}
with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as db:
    db.execute("""CREATE TABLE account (id int PRIMARY KEY, n int);
        INSERT INTO account SELECT i, 0 FROM generate_series(1, 1000) i""")
subprocess.run(["pg_basebackup", "-d", os.environ["DATABASE_URL"], "-D", FOLDER,
                "--checkpoint=fast", "--no-sync"], check=True)  # fmt: skip
with (
    postgresql.server(SETTINGS, data=FOLDER) as server,
    psycopg.connect(server.environment["DATABASE_URL"], autocommit=True) as db,
):
    db.execute("SELECT pg_create_logical_replication_slot('forgotten', 'pgoutput')")

# --8<-- [start:jump]
NEXT = 2_144_484_000  # two billion transactions later
(FOLDER / f"pg_xact/{NEXT >> 20:04X}").write_bytes(bytes(256 * 1024))
owner = FOLDER.stat().st_uid
if os.geteuid() == 0:
    shutil.chown(FOLDER / f"pg_xact/{NEXT >> 20:04X}", owner)
subprocess.run([postgresql.programs() / "pg_resetwal", "-x", str(NEXT), "-D", FOLDER],
               user=owner, cwd="/", check=True, capture_output=True)  # fmt: skip
# --8<-- [end:jump]


def show(text):
    text = re.sub(r'database "\w+"', 'database "…"', text)
    print(textwrap.fill(text, 80, subsequent_indent="    "))


def attempt(what):
    try:
        db.execute(what)
        show(f"{what}: done")
    except psycopg.errors.ProgramLimitExceeded as error:
        show(f"{what}: {error.sqlstate} {error.diag.message_primary}")
        return error


said = []
with postgresql.server(SETTINGS, data=FOLDER) as server:
    db = psycopg.connect(server.environment["DATABASE_URL"], autocommit=True)
    db.add_notice_handler(lambda n: said.append(f"{n.severity}: {n.message_primary}"))
    # --8<-- [start:idea]
    WRITE = "UPDATE account SET n = n + 1 WHERE id = 2"
    while True:
        try:
            db.execute("SELECT pg_current_xact_id()")  # uses up what is left
        except psycopg.errors.ProgramLimitExceeded:
            break
    show(said[0])
    show("HINT: " + attempt(WRITE).diag.message_hint)
    attempt("SELECT count(*) FROM account")
    said.clear()
    attempt("VACUUM account")
    show(said[0])
    attempt("VACUUM")  # (1)!
    age = db.execute("SELECT age(datfrozenxid) FROM pg_database LIMIT 1").fetchone()[0]
    print("age after it, millions:", age // 10**6)
    assert age > 2_144_000_000
    attempt("SELECT pg_drop_replication_slot('forgotten')")  # (2)!
    began = time.perf_counter()
    while True:
        try:
            db.execute(WRITE)
            break
        except psycopg.errors.ProgramLimitExceeded:
            time.sleep(0.05)
    # --8<-- [end:idea]
    print(f"writes again, by autovacuum alone: ≈ {time.perf_counter() - began:.1f} s")
