# needs: postgresql(autovacuum=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute(
    """CREATE EXTENSION pg_trgm;
       CREATE TABLE person (id int PRIMARY KEY, email text, at timestamptz);
       INSERT INTO person SELECT n, md5(n::text) || '@site.example',
           '2026-01-01'::timestamptz + n * interval '1 minute'
       FROM generate_series(1, 50000) n;
       CREATE INDEX by_email ON person (email);
       CREATE INDEX by_at ON person (at)"""
)


# --8<-- [start:idea]
def show(condition):
    plan = db.execute(f"EXPLAIN (FORMAT json) SELECT * FROM person WHERE {condition}")
    node = plan.fetchone()[0][0]["Plan"]
    while "Plans" in node:
        node = node["Plans"][0]
    index = node.get("Index Name", "-")
    print(f"{condition:50} {index}")
    return index


db.execute("VACUUM ANALYZE person")
for condition in (
    "email = 'a@site.example'",
    "lower(email) = 'a@site.example'",
    "id = 7",
    "id::text = '7'",
    "id = 7.0",  # (1)!
    "at >= '2026-02-01' AND at < '2026-02-02'",
    "at::date = '2026-02-01'",
    "email LIKE 'abcde%'",  # (2)!
    "email LIKE '%abc12%'",
):
    show(condition)

db.execute("CREATE INDEX by_lower ON person (lower(email))")
db.execute("CREATE INDEX by_trigram ON person USING gin (email gin_trgm_ops)")
db.execute("VACUUM ANALYZE person")
print("-- with an index made for the question")
assert show("lower(email) = 'a@site.example'") == "by_lower"
assert show("email LIKE '%abc12%'") == "by_trigram"
# --8<-- [end:idea]
