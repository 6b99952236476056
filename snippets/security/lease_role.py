# needs: postgresql(own)
import os
import pathlib

import psycopg

url = os.environ["DATABASE_URL"]
admin = psycopg.connect(url, autocommit=True)
hba = pathlib.Path(os.environ["PGDATA"], "pg_hba.conf")
hba.write_text(
    "host all postgres all trust\nhost all trusted all trust\n"
    "host all all all scram-sha-256\n"
)
admin.execute("SELECT pg_reload_conf(); CREATE ROLE app NOLOGIN; CREATE ROLE trusted")
admin.execute("GRANT CREATE ON SCHEMA public TO app")


def outcome(call):
    try:
        return call()
    except psycopg.Error as error:
        text = str(error).rpartition("FATAL:")[2] or str(error)
        return f"{error.sqlstate or 'refused'}: {text.strip().splitlines()[0]}"


def login(name):
    return psycopg.connect(url, user=name, password="once", autocommit=True)


# --8<-- [start:lease]
def lease(name, seconds):
    expiry = admin.execute(
        "SELECT (now() + make_interval(secs => %s))::text", [seconds]
    ).fetchone()[0]
    admin.execute(
        f"""CREATE ROLE {name} LOGIN PASSWORD 'once' VALID UNTIL '{expiry}' IN ROLE app;
            ALTER ROLE {name} SET role = 'app'"""  # (1)!
    )


lease("lease_1", 3600)
session = login("lease_1")
session.execute("CREATE TABLE made_by_lease (id int)")
print("made by the lease, owned by:",
      admin.execute("SELECT tableowner FROM pg_tables WHERE tablename ~ '^made'")
      .fetchone()[0])  # fmt: skip
admin.execute("ALTER ROLE lease_1 VALID UNTIL '-infinity'")  # the hour is over
print("new login after VALID UNTIL:", outcome(lambda: login("lease_1")))
print("open session after VALID UNTIL:", session.execute("SELECT 1").fetchone()[0])
# --8<-- [end:lease]
admin.execute("ALTER ROLE trusted LOGIN VALID UNTIL '2000-01-01'")
print("pg_hba trust, VALID UNTIL 2000:", outcome(lambda: login("trusted").info.user))
# --8<-- [start:revoke]
admin.execute("ALTER ROLE lease_1 NOLOGIN")  # first, or it logs in again
print("open session after NOLOGIN:", session.execute("SELECT 2").fetchone()[0])
admin.execute("DROP OWNED BY lease_1; DROP ROLE lease_1")
print("open session after DROP ROLE:",
      outcome(lambda: session.execute("SELECT 3").fetchone()[0]))
ended = admin.execute(
    "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity "
    "WHERE pid = %s", [session.info.backend_pid]
).fetchone()[0]
# --8<-- [end:revoke]
print("ended by pg_terminate_backend:", ended)
after = outcome(lambda: session.execute("SELECT 4"))
print("then:", after)
assert ended == 1 and after.startswith("57P01")
still = admin.execute(
    "SELECT count(*) FROM pg_stat_activity a LEFT JOIN pg_roles r ON r.oid = usesysid "
    "WHERE backend_type = 'client backend' AND (r.oid IS NULL OR rolvaliduntil < now())"
).fetchone()[0]
print("sessions left of roles that ended:", still)
