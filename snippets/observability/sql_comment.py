# needs: postgresql(shared_preload_libraries=pg_stat_statements)
import os
import threading
import time
from urllib.parse import quote

import psycopg

URL = os.environ["DATABASE_URL"]
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


# --8<-- [start:comment]
def with_comment(query, **tags):
    """Append the tags as sqlcommenter does: sorted, URL-encoded, quoted."""
    pairs = (f"{k}='{quote(v, safe='')}'" for k, v in sorted(tags.items()))
    comment = ",".join(pairs).replace("%", "%%")  # (1)!
    return f"{query} /*{comment}*/"


def order(number):
    parent = f"00-{TRACE[:-4]}{number:04x}-b7ad6b7169203331-01"
    query = "UPDATE orders SET paid = true WHERE id = %s"
    return with_comment(query, route="/orders/{id}", traceparent=parent)
# --8<-- [end:comment]


name = "shop-api route=/orders/{id} trace=" + TRACE
with psycopg.connect(URL, autocommit=True) as watch:
    watch.execute("CREATE EXTENSION pg_stat_statements")
    watch.execute("CREATE TABLE orders (id int PRIMARY KEY, paid bool)")
    watch.execute("INSERT INTO orders SELECT g, false FROM generate_series(1, 9) g")

    holder = psycopg.connect(URL)
    holder.execute("UPDATE orders SET paid = true WHERE id = 7")

    def blocked():
        with psycopg.connect(URL, application_name=name) as session:
            session.execute(order(7), [7])

    waiting = threading.Thread(target=blocked)
    waiting.start()
    # --8<-- [start:find]
    find = """
      SELECT application_name, substring(query FROM 'traceparent=''00-(\\w+)-') AS trace
      FROM pg_stat_activity WHERE wait_event_type = 'Lock'"""
    # --8<-- [end:find]
    while not (found := watch.execute(find).fetchone()):
        time.sleep(0.01)
    print(f"waiting for a lock, trace id from the comment: {found[1]}")
    print(f"application_name set: {len(name)} bytes")
    print(f"application_name seen: {len(found[0])} bytes")
    holder.rollback()
    waiting.join()
    holder.close()

    watch.execute("SELECT pg_stat_statements_reset()")
    with psycopg.connect(URL, autocommit=True) as session:
        for number in range(1, 10):
            session.execute(order(number), [number])
        prepared = "SELECT count(*) FROM pg_prepared_statements"
        count = session.execute(prepared).fetchone()[0]
        print(f"prepared by psycopg, nine comments: {count}")
        for number in range(1, 10):
            session.execute(order(1), [number])
        count = session.execute(prepared).fetchone()[0]
        print(f"prepared by psycopg, one comment: {count}")
    rows = watch.execute(
        "SELECT calls, query FROM pg_stat_statements WHERE query LIKE 'UPDATE%'"
    ).fetchall()
    print(f"rows in pg_stat_statements: {len(rows)}")
    print(f"its calls: {rows[0][0]}")
    kept = "traceparent" in rows[0][1]
    print(f"it shows a comment: {'yes, that of the first call' if kept else 'no'}")
    assert len(rows) == 1 and found[1] == f"{TRACE[:-4]}0007"
