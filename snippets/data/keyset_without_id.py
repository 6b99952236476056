# needs: postgresql
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("""
    CREATE TABLE posts AS                  -- up to ten posts share each second
    SELECT id, timestamp '2026-01-01' + id / 10 * interval '1 second' AS created_at
    FROM generate_series(1, 2000) AS id""")
met = []
WALKS = {
    "created_at alone": "created_at < %(created_at)s",
    "created_at, id": "(created_at, id) < (%(created_at)s, %(id)s)",
}
for name, condition in WALKS.items():
    row, seen = {"created_at": "infinity", "id": 0}, 0
    while page := db.execute(f"SELECT created_at, id FROM posts WHERE {condition} "
                             "ORDER BY created_at DESC, id DESC LIMIT 15",
                             row).fetchall():
        seen += len(page)
        row = dict(zip(("created_at", "id"), page[-1]))
    met.append(seen)
    print(f"posts met, cursor on {name}: {seen:,} of 2,000")
assert met[0] < met[1] == 2000
