# needs: postgresql(own)
# SQL from a model is SQL from an attacker: who runs it, with which rights?
import os

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
SETUP = """
CREATE TABLE orders (tenant text, id int, card text);
INSERT INTO orders VALUES ('acme', 1, '4242'), ('globex', 2, '5555');
CREATE TABLE audit (line text);
CREATE ROLE asker LOGIN; GRANT SELECT ON orders TO asker;
CREATE ROLE acme_asker LOGIN IN ROLE asker;
ALTER TABLE orders ENABLE ROW LEVEL SECURITY
"""
POLICY = "DROP POLICY IF EXISTS own ON orders; CREATE POLICY own ON orders USING (%s)"

# --8<-- [start:attacks]
ATTACKS = {
    "other tenants": "SELECT card FROM orders WHERE tenant = 'globex'",
    "a second statement": "SELECT 1; INSERT INTO audit VALUES ('was here')",  # (1)!
    "back to the service's role": "RESET ROLE; SELECT card FROM orders WHERE id = 2",
    "the tenant set anew": "WITH x AS MATERIALIZED (SELECT set_config('app.tenant', "
    "'globex', true)) SELECT card FROM x, orders WHERE id = 2",  # (2)!
    "a file of the server": "SELECT pg_read_file('PG_VERSION')",
    "an hour of sleep": "SELECT pg_sleep(3600)",
}
SETTING = "tenant = current_setting('app.tenant')"
ROLE = "tenant = split_part(current_user, '_', 1)"  # (3)!
GUARDS = {  # name: user, policy, what the session sets, one statement only?
    "service": (None, SETTING, "SET statement_timeout = 200", False),
    "SET ROLE": (None, SETTING, "SET ROLE asker; SET statement_timeout = 200", False),
    "own login": ("asker", SETTING, "SET statement_timeout = 200", False),
    "own login, one statement": ("asker", SETTING, "SET statement_timeout = 200", True),
    "login of the tenant": ("acme_asker", ROLE, "SET statement_timeout = 200", True),
}
# --8<-- [end:attacks]


def attempt(sql, user, policy, session, single):
    db.execute(POLICY % policy)
    with psycopg.connect(URL, **({"user": user} if user else {})) as own:
        own.execute(session + "; SET app.tenant = 'acme'")
        own.commit()
        try:
            cursor = own.execute(sql, prepare=single)
            rows = []
            while True:
                rows += cursor.fetchall() if cursor.description else []
                if not cursor.nextset():
                    break
        except psycopg.Error as error:
            return "no", error.sqlstate
        took = "5555" in str(rows) or "18" in str(rows) or "INSERT" in sql
        return ("TAKEN" if took else "no"), ""


for statement in SETUP.split(";"):
    db.execute(statement)
for guard, settings in GUARDS.items():
    outcomes = {name: attempt(sql, *settings) for name, sql in ATTACKS.items()}
    taken = [name for name, (outcome, _) in outcomes.items() if outcome == "TAKEN"]
    print(f"succeed, {guard}: {len(taken)} of {len(ATTACKS)}")
    for name in taken:
        print("   ", name)
for name, (_, state) in outcomes.items():
    print(f"{name}: {state or 'no rows'}")
assert not taken
