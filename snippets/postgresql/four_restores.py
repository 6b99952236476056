# needs: postgresql(archive, summarize_wal=on, autovacuum=off)
# timeout: 120
import os
import subprocess
import time
from pathlib import Path

import psycopg

from snippets.services import postgresql

URL, ARCHIVE = os.environ["DATABASE_URL"], os.environ["WAL_ARCHIVE"]


def run(*command):
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def ask(url, question):
    with psycopg.connect(url, autocommit=True) as db:
        return db.execute(question).fetchone()[0]


def write(day):
    ask(URL, f"""WITH w AS (INSERT INTO payment (day, note)
        SELECT '{day}', repeat('x', 90) FROM generate_series(1, 5000) RETURNING 1)
        SELECT count(*) FROM w""")  # fmt: skip


with psycopg.connect(URL, autocommit=True) as db:
    db.execute("""CREATE TABLE payment (id bigserial PRIMARY KEY, day text, note text);
        CREATE INDEX ON payment (note, id);
        INSERT INTO payment (day, note)
        SELECT 'old', md5(i::text) || repeat('x', 60) FROM generate_series(1, 20000) i;
        CHECKPOINT""")
BASE = ["pg_basebackup", "-d", URL, "--checkpoint=fast", "--no-sync", "-D"]
# --8<-- [start:take]
took = {}
write("monday")
took["dump"] = run("pg_dump", "-d", URL, "-Fd", "-j2", "-f", "dump")
took["full"] = run(*BASE, "full")
write("tuesday")
took["incremental"] = run(*BASE, "tuesday", "--incremental=full/backup_manifest")
write("wednesday")
stop = ask(URL, "SELECT pg_create_restore_point('before the release')")
segment = ask(URL, f"SELECT pg_walfile_name('{stop}')")
ask(URL, "SELECT pg_switch_wal()")
# --8<-- [end:take]
while not Path(ARCHIVE, segment).exists():
    time.sleep(0.02)


def days(url):
    return ask(url, "SELECT string_agg(DISTINCT day, ' ' ORDER BY day) FROM payment")


# --8<-- [start:restore]
def started(folder, **settings):
    settings["fsync"] = "off"  # a copy that only has to answer
    with postgresql.server(settings, data=Path(folder).resolve()) as server:
        url = server.environment["DATABASE_URL"]
        while ask(url, "SELECT pg_is_in_recovery()"):
            time.sleep(0.02)
        return days(url)


def dump():
    with postgresql.database(URL) as url:
        run("pg_restore", "-d", url, "-j2", "dump")
        return days(url)


def full():
    run("cp", "-r", "full", "copy")
    return started("copy")


def incremental():
    run("pg_combinebackup", "full", "tuesday", "-o", "combined", "--no-sync")
    return started("combined")


def point_in_time():
    run("cp", "-r", "full", "pitr")
    Path("pitr/recovery.signal").touch()
    return started("pitr", restore_command=f"cp {ARCHIVE}/%f %p", archive_mode="off",
                   recovery_target_name="before the release",
                   recovery_target_action="promote")  # fmt: skip


for way in (dump, full, incremental, point_in_time):
    began = time.perf_counter()
    found = way()
    restored = time.perf_counter() - began
    name = way.__name__.replace("_", " ")
    if name in took:
        print(f"{name}, taken in: ≈ {took[name]:.2f} s")
    print(f"{name}, restored in: ≈ {restored:.2f} s")
    print(f"{name}, has: {found}")
# --8<-- [end:restore]
assert found == "monday old tuesday wednesday"
