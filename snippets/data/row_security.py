# needs: postgresql
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute(
    """DROP ROLE IF EXISTS rls_app, rls_owner;
       CREATE ROLE rls_app; CREATE ROLE rls_owner;
       CREATE TABLE invoice (tenant int, total int);
       INSERT INTO invoice VALUES (1, 10), (1, 20), (2, 30);
       ALTER TABLE invoice OWNER TO rls_owner;
       GRANT SELECT ON invoice TO rls_app"""
)
# --8<-- [start:idea]
db.execute("ALTER TABLE invoice ENABLE ROW LEVEL SECURITY")
db.execute(
    """CREATE POLICY own ON invoice
       USING (tenant = nullif(current_setting('app.tenant', true), '')::int)"""
)


def rows(label, role, tenant="1"):
    with db.transaction():  # SET LOCAL ends with it, so a pooler may reuse the session
        db.execute(f"SET LOCAL ROLE {role}")
        if tenant:
            db.execute(f"SET LOCAL app.tenant = '{tenant}'")
        print(f"{label}:", db.execute("SELECT count(*) FROM invoice").fetchone()[0])


rows("rows for the application", "rls_app")
rows("rows for the application, no tenant set", "rls_app", tenant=None)  # (1)!
rows("rows for the owner", "rls_owner")
db.execute("ALTER TABLE invoice FORCE ROW LEVEL SECURITY")
rows("rows for the owner, FORCE", "rls_owner")
rows("rows for a superuser", "NONE")
# --8<-- [end:idea]
db.execute("DROP TABLE invoice")
db.execute("DROP ROLE rls_app, rls_owner")
