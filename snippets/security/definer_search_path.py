# needs: postgresql
import os

import psycopg

url = os.environ["DATABASE_URL"]
db = psycopg.connect(url, autocommit=True)
db.execute("DROP ROLE IF EXISTS definer_guest; CREATE ROLE definer_guest")
db.execute(
    """CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO definer_guest;
       CREATE TABLE app.admin (name text);
       INSERT INTO app.admin VALUES ('alice')"""
)
# --8<-- [start:functions]
BODY = "$$ SELECT EXISTS (SELECT FROM admin WHERE name = $1) $$"
VARIANTS = {
    "no search_path": "",
    "SET search_path = app": "SET search_path = app",
    "SET search_path = app, pg_temp": "SET search_path = app, pg_temp",
    "body in SQL, bound when created": None,
}
for number, setting in enumerate(VARIANTS.values()):
    head = f"CREATE FUNCTION app.is_admin_{number}(text) RETURNS bool LANGUAGE sql"
    db.execute("SET search_path = app")
    if setting is None:
        db.execute(f"{head} SECURITY DEFINER "
                   "RETURN EXISTS (SELECT FROM admin WHERE name = $1)")  # fmt: skip
    else:
        db.execute(f"{head} SECURITY DEFINER {setting} AS {BODY}")
# --8<-- [end:functions]

guest = psycopg.connect(url, autocommit=True)
# --8<-- [start:attack]
guest.execute("SET ROLE definer_guest; SET search_path = app")
guest.execute(
    """CREATE TEMP TABLE admin AS SELECT 'mallory' AS name;
       GRANT SELECT ON admin TO PUBLIC"""
)
fooled = []
for number, variant in enumerate(VARIANTS):
    answer = guest.execute(f"SELECT app.is_admin_{number}('mallory')").fetchone()[0]
    print(f"{variant}: mallory is {'an admin' if answer else 'nobody'}")
    fooled.append(answer)
# --8<-- [end:attack]
assert fooled == [True, True, False, False]
db.execute("ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC")
db.execute("CREATE FUNCTION app.later() RETURNS int LANGUAGE sql AS 'SELECT 1'")
try:
    guest.execute("SELECT app.later()")
except psycopg.Error as error:
    print("a function made after ALTER DEFAULT PRIVILEGES:", error.sqlstate)
guest.close()
db.execute("DROP SCHEMA app CASCADE")
db.execute("ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC")
db.execute("DROP ROLE definer_guest")
