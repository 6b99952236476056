# needs: postgresql
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
ROLES = "rls_owner2, rls_api, rls_export"
db.execute(f"DROP ROLE IF EXISTS {ROLES}")
db.execute(
    """CREATE ROLE rls_owner2; CREATE ROLE rls_api; CREATE ROLE rls_export BYPASSRLS;
       CREATE SCHEMA app AUTHORIZATION rls_owner2;
       GRANT USAGE ON SCHEMA app TO rls_api, rls_export;
       SET search_path = app; SET ROLE rls_owner2"""
)
# --8<-- [start:paths]
db.execute(
    """CREATE TABLE invoice (id int PRIMARY KEY, tenant int);
       INSERT INTO invoice VALUES (1, 1), (2, 1), (3, 2);
       ALTER TABLE invoice ENABLE ROW LEVEL SECURITY;
       CREATE POLICY own ON invoice
         USING (tenant = nullif(current_setting('app.tenant', true), '')::int);

       CREATE VIEW plain_view AS TABLE invoice;
       CREATE VIEW invoker_view WITH (security_invoker) AS TABLE invoice;
       CREATE MATERIALIZED VIEW stored AS TABLE invoice;
       CREATE FUNCTION definer() RETURNS SETOF app.invoice LANGUAGE sql
         SECURITY DEFINER SET search_path = app, pg_temp
         AS 'SELECT * FROM app.invoice';
       CREATE TABLE archive (LIKE invoice);
       INSERT INTO archive TABLE invoice;
       GRANT SELECT ON ALL TABLES IN SCHEMA app TO rls_api, rls_export;
       GRANT TRUNCATE ON invoice TO rls_api"""
)
# --8<-- [end:paths]


def seen(role, source):
    with db.transaction():
        db.execute(f"SET LOCAL ROLE {role}")
        db.execute("SET LOCAL app.tenant = '1'")
        return db.execute(f"SELECT count(*) FROM app.{source}").fetchone()[0]


PATHS = {
    "table": ("rls_api", "invoice"),
    "view": ("rls_api", "plain_view"),
    "view WITH (security_invoker)": ("rls_api", "invoker_view"),
    "SECURITY DEFINER function": ("rls_api", "definer()"),
    "materialized view": ("rls_api", "stored"),
    "copy made with LIKE": ("rls_api", "archive"),
    "table, role with BYPASSRLS": ("rls_export", "invoice"),
}
before = {path: seen(*how) for path, how in PATHS.items()}
db.execute("ALTER TABLE invoice FORCE ROW LEVEL SECURITY")
after = {path: seen(*how) for path, how in PATHS.items()}
print("rows that tenant 1 reads; 2 are its own    ENABLE   and FORCE")
for path in PATHS:
    print(f"  {path:40} {before[path]:6} {after[path]:11}")
leaking = [path for path in PATHS if after[path] > 2]
print("paths past ENABLE:", sum(n > 2 for n in before.values()))
print("paths past FORCE:", len(leaking))
assert leaking == [
    "materialized view", "copy made with LIKE", "table, role with BYPASSRLS",
]  # fmt: skip
db.execute("SET ROLE rls_api")
db.execute("TRUNCATE app.invoice")
db.execute("RESET ROLE")
print("rows after TRUNCATE by tenant 1:", db.execute("TABLE invoice").rowcount)
db.execute(f"DROP SCHEMA app CASCADE; DROP ROLE {ROLES}")
