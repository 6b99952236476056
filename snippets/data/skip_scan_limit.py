# needs: postgresql(autovacuum=off)
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
query = """SELECT count(*) FROM event
    WHERE at >= '2026-11-10 10:00' AND at < '2026-11-10 11:00'"""
pages = []
for regions in 4, 40, 400, 4000:
    db.execute(
        f"""DROP TABLE IF EXISTS event;
            CREATE TABLE event (region int, at timestamp, payload text);
            INSERT INTO event SELECT n % {regions},
                timestamp '2026-11-01' + n * interval '10 s', repeat('x', 60)
            FROM generate_series(1, 200000) n;
            CREATE INDEX event_index ON event (region, at)"""
    )
    db.execute("VACUUM ANALYZE event")
    db.execute(query)
    plan = db.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT json) {query}").fetchone()
    node = plan[0][0]["Plan"]
    while "Plans" in node:
        node = node["Plans"][0]
    pages.append(node["Shared Hit Blocks"] + node["Shared Read Blocks"])
    searches = node.get("Index Searches", 0)
    kind = node["Node Type"]
    print(f"{regions} regions: {kind}, {searches} searches, {pages[-1]} pages")
assert pages[0] < pages[1] < pages[3] < pages[2]  # 4,000: the whole index is read
