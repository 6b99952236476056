# needs: postgresql
"""Who may view? Tuples, one recursive query, and a closure to compare it with."""
import os
import random

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
# --8<-- [start:idea]
db.execute("""
    CREATE TABLE tuple (object text, relation text, subject text,  -- (1)!
                        PRIMARY KEY (object, relation, subject));
    CREATE INDEX ON tuple (subject);

    CREATE FUNCTION may(who text, want text, what text) RETURNS boolean
    LANGUAGE sql STABLE AS $$
        WITH RECURSIVE reaches (subject) AS (
            SELECT subject FROM tuple WHERE object = what AND relation = want
            UNION  -- (2)!
            SELECT t.subject FROM reaches r JOIN tuple t
                ON r.subject = t.object || '#' || t.relation)
        SELECT who IN (SELECT subject FROM reaches) $$""")
TUPLES = [
    ("doc:plan", "viewer", "folder:2026#viewer"),  # (3)!
    ("folder:2026", "viewer", "group:finance#member"),
    ("group:finance", "member", "user:ann"),
    ("group:finance", "member", "group:audit#member"),
    ("group:audit", "member", "group:finance#member"),  # (4)!
    ("group:audit", "member", "user:abe")]
# --8<-- [end:idea]


def load(tuples):
    db.execute("TRUNCATE tuple")
    with db.cursor() as cur:
        cur.executemany("INSERT INTO tuple VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                        tuples)


def may(who, want, what):
    return db.execute("SELECT may(%s, %s, %s)", [who, want, what]).fetchone()[0]


load(TUPLES)
for who in ("user:ann", "user:abe", "user:zoe"):
    print(f"{who} views doc:plan: {'yes' if may(who, 'viewer', 'doc:plan') else 'no'}")
db.execute("DELETE FROM tuple WHERE subject = 'group:audit#member'")
print(f"user:abe without that one tuple: {may('user:abe', 'viewer', 'doc:plan')}")


def closure(tuples, what):
    """The slow, obvious way: add until nothing changes."""
    seen = {s for o, r, s in tuples if f"{o}#{r}" == what}
    while True:
        more = {s for o, r, s in tuples if f"{o}#{r}" in seen} - seen
        if not more:
            return seen
        seen |= more


rng = random.Random(7)
checks = yes = 0
for _ in range(60):
    groups = [f"group:{i}" for i in range(8)]
    tuples = [(rng.choice(groups), "member",
               rng.choice([f"user:{rng.randrange(5)}", rng.choice(groups) + "#member"]))
              for _ in range(14)]
    load(tuples)
    for user in range(5):
        wanted = f"user:{user}" in closure(tuples, "group:0#member")
        assert may(f"user:{user}", "member", "group:0") == wanted
        checks, yes = checks + 1, yes + wanted
print(f"decisions on 60 random graphs: {checks}")
print(f"of them yes: {yes}")
print("decisions that differ from the closure: 0")
