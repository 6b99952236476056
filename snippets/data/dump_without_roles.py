# needs: postgresql(own)
import os
import subprocess

import psycopg

from snippets.services import postgresql

URL = os.environ["DATABASE_URL"]


def run(*command: str, text: str | None = None) -> subprocess.CompletedProcess:
    return subprocess.run(command, input=text, capture_output=True, text=True)


def restore(globals_sql: str) -> int:
    """Restore onto a fresh server; return pg_restore's exit code."""
    with postgresql.server() as fresh:
        url = fresh.environment["DATABASE_URL"]
        if globals_sql:
            run("psql", "--quiet", url, text=globals_sql)
        done = run("pg_restore", f"--dbname={url}", "shop.dump")  # (1)!
        for line in done.stderr.splitlines():
            if "error:" in line or "warning:" in line:
                print(f"  {line.removeprefix('pg_restore: ')}")
        with psycopg.connect(url) as db:
            owner, readers, rows = db.execute("""SELECT
                (SELECT tableowner FROM pg_tables WHERE tablename = 'orders'),
                (SELECT count(*) FROM information_schema.role_table_grants
                 WHERE grantee = 'report'), (SELECT count(*) FROM orders)""").fetchone()
        print(f"  exit {done.returncode}: {rows} rows, owner {owner},"
              f" grants to report {readers}")  # fmt: skip
        return done.returncode


with psycopg.connect(URL, autocommit=True) as db:
    for role in ("shop", "report"):
        db.execute(f"CREATE ROLE {role}")
    db.execute("CREATE TABLE orders AS SELECT generate_series(1, 1000) AS id")
    db.execute("ALTER TABLE orders OWNER TO shop")
    db.execute("GRANT SELECT ON orders TO report")
    run("pg_dump", URL, "--format=custom", "--file=shop.dump")
    roles = run("pg_dumpall", f"--dbname={URL}", "--globals-only").stdout  # (2)!
    print("pg_dump alone:")
    alone = restore("")
    print("pg_dumpall --globals-only first:")
    complete = restore(roles)
assert alone == 1 and complete == 0
