# needs: postgresql(own)
# The tenant in a setting, after set_config was taken away.
import os

import psycopg

URL = os.environ["DATABASE_URL"]
with psycopg.connect(URL) as db:
    db.execute("""
        CREATE TABLE orders (tenant text, id int, card text);
        INSERT INTO orders VALUES ('acme', 1, '4242'), ('globex', 2, '5555');
        CREATE ROLE asker LOGIN; GRANT SELECT ON orders TO asker;
        ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON orders USING (tenant = current_setting('app.tenant'))""")

# --8<-- [start:attempts]
ATTEMPTS = {
    "set_config in a SELECT": "WITH x AS MATERIALIZED (SELECT set_config("
    "'app.tenant', 'globex', true)) SELECT card FROM x, orders WHERE id = 2",
    "SET, the next statement reads": "SET app.tenant = 'globex'",
    "pg_settings": "UPDATE pg_settings SET setting = 'globex' "
    "WHERE name = 'app.tenant'",
    "a DO block": "DO $$ BEGIN SET app.tenant = 'globex'; END $$",
}


def other_cards(attempt):
    with psycopg.connect(URL, user="asker", autocommit=True) as own:
        own.execute("SET app.tenant = 'acme'")
        try:
            rows = own.execute(attempt, prepare=True)
            rows = rows.fetchall() if rows.description else []
        except psycopg.Error as error:
            return f"no, {error.sqlstate}"
        rows += own.execute("SELECT card FROM orders WHERE id = 2").fetchall()
        return "yes" if ("5555",) in rows else "no"
# --8<-- [end:attempts]


before = {name: other_cards(sql) for name, sql in ATTEMPTS.items()}
with psycopg.connect(URL) as db:
    db.execute("REVOKE EXECUTE ON FUNCTION set_config(text, text, boolean) FROM PUBLIC")
for name, sql in ATTEMPTS.items():
    print(f"{name}: {before[name]}, after the REVOKE: {other_cards(sql)}")
assert before["set_config in a SELECT"] == "yes"
