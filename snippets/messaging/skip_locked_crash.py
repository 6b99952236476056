# needs: postgresql
import os, signal, subprocess, sys, time

import psycopg

URL = os.environ["DATABASE_URL"]
ROW_LOCK = """select id from job where done is null
    order by id limit 1 for update skip locked"""
LEASE = """update job set leased_until = clock_timestamp() + interval '1 second',
    attempts = attempts + 1 where id = (
        select id from job where done is null
            and (leased_until is null or leased_until < clock_timestamp())
        order by id limit 1 for update skip locked)
    returning id"""  # (1)!


def worker(claim: str) -> None:
    """Take a job and die in the middle of it."""
    session = psycopg.connect(URL, autocommit=claim is LEASE)
    session.execute(claim)
    print("working", flush=True)
    time.sleep(60)


def crash(name: str, claim: str) -> None:
    with psycopg.connect(URL, autocommit=True) as session:
        session.execute("drop table if exists job")
        session.execute("""create table job (id int primary key, done timestamptz,
            leased_until timestamptz, attempts int not null default 0)""")
        session.execute("insert into job values (1)")
        command = [sys.executable, __file__, name]
        victim = subprocess.Popen(command, stdout=subprocess.PIPE)
        victim.stdout.readline()
        assert session.execute(claim).fetchone() is None  # held by the victim
        victim.send_signal(signal.SIGKILL)
        killed = time.monotonic()
        while session.execute(claim).fetchone() is None:
            time.sleep(0.01)
        waited = time.monotonic() - killed
        print(f"{name}, taken over after: ≈ {waited:.2f} s")
        attempts = session.execute("select attempts from job").fetchone()[0]
        print(f"{name}, attempts counted: {attempts}")
        assert waited < (5 if claim is LEASE else 2), waited
        victim.wait()


if len(sys.argv) > 1:
    worker({"row lock": ROW_LOCK, "lease": LEASE}[sys.argv[1]])
else:
    crash("row lock", ROW_LOCK)
    crash("lease", LEASE)
