# needs: postgresql(archive_mode=on, fsync=off)
# timeout: 120
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import psycopg

from snippets.services import postgresql
from snippets.services.process import ServiceError

URL = os.environ["DATABASE_URL"]
ARCHIVE = Path("archive").resolve()
STATS = """SELECT archived_count, failed_count, last_archived_wal
    FROM pg_stat_archiver"""


def switch(db: psycopg.Connection) -> str:
    """Write a little, close the segment, wait for the archiver's word."""
    db.execute("INSERT INTO orders SELECT count(*) FROM orders")
    name = db.execute("SELECT pg_walfile_name(pg_current_wal_lsn())").fetchone()[0]
    db.execute("SELECT pg_switch_wal()")
    while (db.execute(STATS).fetchone()[2] or "") < name:
        time.sleep(0.02)
    return name


def committed(db: psycopg.Connection) -> str:
    return f"{db.execute('SELECT count(*) FROM orders').fetchone()[0]} rows"


# --8<-- [start:recover]
def recover(**target: str) -> str:
    """Restore the base backup; return the error, or how many orders came back."""
    shutil.rmtree("copy", ignore_errors=True)
    subprocess.run(["cp", "-r", "base", "copy"], check=True)
    Path("copy/recovery.signal").touch()
    settings = {"restore_command": f"cp {ARCHIVE}/%f %p", "archive_mode": "off",
                "recovery_target_action": "promote", "hot_standby": "off",
                "log_line_prefix": "%b ", "fsync": "off", **target}  # fmt: skip
    try:  # without hot standby it answers once it is recovered, or it exits
        with postgresql.server(settings, data=Path("copy").resolve()) as server:
            with psycopg.connect(server.environment["DATABASE_URL"]) as db:
                return committed(db)
    except ServiceError as error:
        return re.search(r"^startup FATAL:  (.*)", error.log, re.M)[1]
# --8<-- [end:recover]


def base_backup() -> None:
    shutil.rmtree("base", ignore_errors=True)
    subprocess.run(["pg_basebackup", f"--dbname={URL}", "--pgdata=base", "--no-sync",
                    "--checkpoint=fast"], check=True, capture_output=True)  # fmt: skip


with psycopg.connect(URL, autocommit=True) as db:
    ARCHIVE.mkdir()
    ARCHIVE.chmod(0o777)
    db.execute("ALTER SYSTEM SET archive_command = 'true'")
    db.execute("SELECT pg_reload_conf()")
    db.execute("CREATE TABLE orders (id int)")
    base_backup()
    for _ in range(3):
        switch(db)
    db.execute("SELECT pg_create_restore_point('wanted')")
    switch(db)
    archived, failed, _ = db.execute(STATS).fetchone()
    print(f"archive_command = true: archived {archived > 0}, failed {failed},"
          f" files {len(list(ARCHIVE.iterdir()))}")
    print(f"  committed: {committed(db)}")
    print(f"  to 'wanted': {recover(recovery_target_name='wanted')}")
    print(f"  to the end of the archive: {recover()}")

    db.execute(f"ALTER SYSTEM SET archive_command = 'cp %p {ARCHIVE}/%f'")
    db.execute("SELECT pg_reload_conf()")
    while not list(ARCHIVE.iterdir()):
        switch(db)  # until the archiver has read its new command
    db.execute("TRUNCATE orders")
    base_backup()
    names = [switch(db) for _ in range(3)]
    db.execute("SELECT pg_create_restore_point('wanted')")
    switch(db)
    print(f"all segments, to 'wanted': {recover(recovery_target_name='wanted')}")
    (ARCHIVE / names[1]).unlink()
    print("one segment deleted:")
    print(f"  committed: {committed(db)}")
    print(f"  to 'wanted': {recover(recovery_target_name='wanted')}")
    print(f"  to the end of the archive: {recover()}")

table = next(Path("base/base").glob("*/1255"))  # pg_proc, for one
page = bytearray(table.read_bytes())
page[9000] ^= 1
table.write_bytes(page)  # one bit in the copy
done = subprocess.run(["pg_verifybackup", "base"], capture_output=True, text=True)
print(re.sub(r"base/\d+/", "base/<oid>/", done.stderr.strip()))
