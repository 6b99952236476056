# needs: postgresql
import os

import psycopg

# --8<-- [start:steps]
APPS = {  # what each release of the application sends
    "v1": ("INSERT INTO people (name) VALUES (%s) RETURNING id",
           "SELECT name FROM people WHERE id = %s"),
    "v2": ("INSERT INTO people (full_name) VALUES (%s) RETURNING id",
           "SELECT full_name FROM people WHERE id = %s"),
}  # fmt: skip
RENAME = [("RENAME in one step", "ALTER TABLE people RENAME name TO full_name")]
STEPS = [
    ("1 expand", """
        ALTER TABLE people ADD COLUMN full_name text;
        CREATE FUNCTION keep_both() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                NEW.name := coalesce(NEW.name, NEW.full_name);
                NEW.full_name := coalesce(NEW.full_name, NEW.name);
            ELSIF NEW.full_name IS DISTINCT FROM OLD.full_name THEN
                NEW.name := NEW.full_name;
            ELSIF NEW.name IS DISTINCT FROM OLD.name THEN
                NEW.full_name := NEW.name;
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER keep_both BEFORE INSERT OR UPDATE ON people
            FOR EACH ROW EXECUTE FUNCTION keep_both()"""),  # (1)!
    ("2 backfill", "UPDATE people SET full_name = name WHERE full_name IS NULL"),
    ("3 constrain",
        "ALTER TABLE people ADD CONSTRAINT named NOT NULL full_name NOT VALID"),
    ("3 validate", "ALTER TABLE people VALIDATE CONSTRAINT named"),  # (2)!
    ("4 contract", """
        DROP TRIGGER keep_both ON people;
        DROP FUNCTION keep_both;
        ALTER TABLE people DROP COLUMN name"""),  # (3)!
]  # fmt: skip
# --8<-- [end:steps]


def try_app(db: psycopg.Connection, app: str, rows: list[tuple[int, str]]) -> str:
    """Let one release write a row and read every row that any release wrote."""
    insert, select = APPS[app]
    try:
        (number,) = db.execute(insert, [f"by {app}"]).fetchone()
        rows.append((number, f"by {app}"))
        wrong = sum(db.execute(select, [i]).fetchone()[0] != was for i, was in rows)
    except psycopg.Error as error:
        return f"fails {error.sqlstate}"
    return f"{wrong} wrong of {len(rows)}" if wrong else "works"


def play(db: psycopg.Connection, steps: list[tuple[str, str]]) -> dict[str, list[str]]:
    db.execute("DROP TABLE IF EXISTS people")
    db.execute("""CREATE TABLE people
        (id int GENERATED ALWAYS AS IDENTITY, name text NOT NULL)""")
    rows, table = [], {}
    for step, statements in [("0 before", ""), *steps]:
        with db.transaction():
            db.execute(statements)
        table[step] = [try_app(db, app, rows) for app in APPS]
        print(f"{step:20}{table[step][0]:16}{table[step][1]}")
    return table


with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as db:
    print(f"{'after step':20}{'app v1':16}app v2")
    play(db, RENAME)
    print()
    safe = play(db, STEPS)
assert safe["2 backfill"] == safe["3 validate"] == ["works", "works"]
