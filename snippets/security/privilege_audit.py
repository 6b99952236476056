# needs: postgresql
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
ROLES = "audit_owner, audit_app, audit_colleague, audit_etl"
db.execute(f"DROP ROLE IF EXISTS {ROLES}")
db.execute(
    """CREATE ROLE audit_owner; CREATE ROLE audit_app LOGIN;
       CREATE ROLE audit_colleague LOGIN; CREATE ROLE audit_etl LOGIN BYPASSRLS;
       CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO audit_app;
       GRANT USAGE, CREATE ON SCHEMA app TO audit_owner, audit_colleague"""
)
# --8<-- [start:defaults]
db.execute(
    """ALTER DEFAULT PRIVILEGES FOR ROLE audit_owner IN SCHEMA app
       GRANT SELECT, INSERT, UPDATE ON TABLES TO audit_app"""
)
for creator in ("audit_owner", "audit_colleague"):
    db.execute(f"SET ROLE {creator}")
    db.execute(f"CREATE TABLE app.by_{creator} (tenant int)")
    db.execute("RESET ROLE")
    readable = db.execute(
        "SELECT has_table_privilege('audit_app', %s, 'SELECT')", [f"app.by_{creator}"]
    ).fetchone()[0]
    print(f"a table of {creator} is readable for the app: {readable}")
# --8<-- [end:defaults]
db.execute(
    """GRANT audit_colleague TO audit_app;
       ALTER TABLE app.by_audit_owner ENABLE ROW LEVEL SECURITY;
       SET ROLE audit_owner;
       CREATE VIEW app.summary AS SELECT count(*) FROM app.by_audit_owner;
       CREATE FUNCTION app.definer() RETURNS int LANGUAGE sql SECURITY DEFINER
         AS 'SELECT 1';
       RESET ROLE; SET password_encryption = 'md5';
       ALTER ROLE audit_etl PASSWORD 'x'; RESET password_encryption"""
)
# --8<-- [start:audit]
AUDIT = """
WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname = 'app'),
     rel AS (SELECT * FROM pg_class WHERE relnamespace IN (TABLE ours))
SELECT 'policies, but not FORCE' AS finding, relname::text AS what
FROM rel WHERE relrowsecurity AND NOT relforcerowsecurity
UNION ALL
SELECT 'a role that can log in owns', relname FROM rel
JOIN pg_roles o ON o.oid = relowner WHERE rolcanlogin AND NOT rolsuper
UNION ALL
SELECT 'the app inherits from the owner', relname FROM rel
WHERE pg_has_role('audit_app', relowner, 'USAGE')
UNION ALL
SELECT 'view runs as its owner', relname FROM rel
WHERE relkind = 'v'
  AND NOT coalesce(reloptions::text ~ 'security_invoker=(on|true)', false)
UNION ALL
SELECT 'SECURITY DEFINER without search_path', proname FROM pg_proc
WHERE pronamespace IN (TABLE ours) AND prosecdef
  AND NOT coalesce(proconfig::text LIKE '%search_path=%', false)
UNION ALL
SELECT 'SECURITY DEFINER open to PUBLIC', proname FROM pg_proc
WHERE pronamespace IN (TABLE ours) AND prosecdef
  AND has_function_privilege('public', oid, 'EXECUTE')
UNION ALL
SELECT 'passes every policy', rolname FROM pg_roles
WHERE rolcanlogin AND rolbypassrls AND NOT rolsuper AND rolname LIKE 'audit%'
UNION ALL
SELECT 'MD5 password', rolname FROM pg_authid
WHERE rolpassword LIKE 'md5%' AND rolname LIKE 'audit%'
ORDER BY 1, 2"""
# --8<-- [end:audit]
found = db.execute(AUDIT).fetchall()
for finding, what in found:
    print(f"{finding}: {what}")
assert len(found) == 8, found
db.execute(f"DROP SCHEMA app CASCADE; DROP OWNED BY {ROLES}; DROP ROLE {ROLES}")
