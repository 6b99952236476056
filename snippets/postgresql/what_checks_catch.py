# needs: postgresql(autovacuum=off)
# timeout: 120
import os
import shutil
import subprocess
from pathlib import Path

import psycopg

from snippets.services import postgresql

URL = os.environ["DATABASE_URL"]
FAST = {"fsync": "off"}
BASE = ["pg_basebackup", "-d", URL, "--checkpoint=fast", "--no-sync", "-D"]
with psycopg.connect(URL, autocommit=True) as db:
    db.execute("""CREATE EXTENSION amcheck;
        CREATE TABLE payment (id int PRIMARY KEY, cents int);
        INSERT INTO payment SELECT i, 100 FROM generate_series(1, 5000) i;
        CHECKPOINT""")
    heap, index = db.execute(
        "SELECT pg_relation_filepath('payment'), pg_relation_filepath('payment_pkey')"
    ).fetchone()
    subprocess.run([*BASE, "good"], check=True)
    db.execute("DELETE FROM payment WHERE id > 4000")  # the mistake of that day
    db.execute("CHECKPOINT")
    subprocess.run([*BASE, "late"], check=True)


# --8<-- [start:damage]
def flip(folder, file, place):
    data = bytearray(Path(folder, file).read_bytes())
    data[place] ^= 1
    Path(folder, file).write_bytes(data)


def remove_wal(folder):
    next(Path(folder, "pg_wal").glob("0*")).unlink()


def stale_index(folder):
    """What a wrong sort order or a lost write does: well formed, and incomplete."""
    with postgresql.server(FAST, data=Path(folder).resolve()) as server:
        with psycopg.connect(server.environment["DATABASE_URL"], autocommit=True) as db:
            db.execute("UPDATE pg_index SET indisready = false, indisvalid = false"
                       " WHERE indexrelid = 'payment_pkey'::regclass")  # fmt: skip
            db.execute("INSERT INTO payment VALUES (5001, 100)")
            db.execute("UPDATE pg_index SET indisready = true, indisvalid = true"
                       " WHERE indexrelid = 'payment_pkey'::regclass")  # fmt: skip
    subprocess.run(["rm", "-f", f"{folder}/backup_manifest"], check=True)


DAMAGE = {
    "nothing": ("good", lambda f: None),
    "a bit flipped in storage": ("good", lambda f: flip(f, heap, 9000)),
    "a WAL file lost": ("good", remove_wal),
    "an index lacks a row": ("good", stale_index),
    "taken after the DELETE": ("late", lambda f: None),
}
# --8<-- [end:damage]


# --8<-- [start:checks]
def verify(folder):
    done = subprocess.run(["pg_verifybackup", folder], capture_output=True)
    return done.returncode == 0 if Path(folder, "backup_manifest").exists() else None


def questions(folder):
    """Start it; read every row; index against table; ask what must be true."""
    try:
        with postgresql.server(FAST, data=Path(folder).resolve()) as server:
            url = server.environment["DATABASE_URL"]
            with psycopg.connect(url, autocommit=True) as db:
                for question in (
                    "SELECT true",
                    "SELECT sum(cents) > 0 FROM payment",
                    "SELECT bt_index_check('payment_pkey', true) IS NOT NULL",
                    "SELECT count(*) >= 5000 FROM payment",
                ):
                    try:
                        yield bool(db.execute(question).fetchone()[0])
                    except psycopg.Error:
                        yield False
    except Exception:
        yield from [False] * 4
# --8<-- [end:checks]


print(f"{'':25} verify start  read index count")
for name, (source, damage) in DAMAGE.items():
    shutil.rmtree("copy", ignore_errors=True)
    shutil.copytree(source, "copy")
    damage("copy")
    row = [verify("copy"), *questions("copy")]
    print(f"{name:25}", *(f"{'-' if r is None else 'ok' if r else 'FAILS':>5}"
                          for r in row))  # fmt: skip
