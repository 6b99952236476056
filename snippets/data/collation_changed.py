# needs: postgresql(own)
import os
import re

import psycopg

URL = os.environ["DATABASE_URL"]
FIND = "SELECT count(*) FROM people WHERE upper(name COLLATE words) = 'STRASSE'"
CHECK = "SELECT bt_index_check('people_upper', heapallindexed => %s)"


def session(title: str, *settings: str) -> None:
    """Ask the same question with and without the index, in a new session."""
    with psycopg.connect(URL, autocommit=True) as db:
        db.add_notice_handler(lambda notice: print(f"  {notice.message_primary}"))
        print(f"{title}:")
        db.execute("SET enable_seqscan = off")
        print(f"  rows by index: {db.execute(FIND).fetchone()[0]}")
        db.execute("SET enable_seqscan = on; SET enable_indexscan = off;"
                   " SET enable_bitmapscan = off")  # fmt: skip
        print(f"  rows by sequential scan: {db.execute(FIND).fetchone()[0]}")
        for every_row in (False, True):
            try:
                db.execute(CHECK, [every_row])
                print(f"  bt_index_check, heapallindexed {every_row}: no complaint")
            except psycopg.errors.DataCorrupted as error:  # XX001
                message = re.sub(r"\(\d+,\d+\)", "<tid>", error.diag.message_primary)
                print(f"  {error.sqlstate} {message.split(' within')[0]}")


with psycopg.connect(URL, autocommit=True) as db:
    db.execute("CREATE EXTENSION amcheck")
    db.execute("CREATE COLLATION words (provider = builtin, locale = 'C.UTF-8')")
    db.execute("CREATE TABLE people (name text)")
    db.execute("INSERT INTO people SELECT 'name ' || i FROM generate_series(1, 5000) i")
    db.execute("INSERT INTO people VALUES ('straße'), ('strasse')")
    db.execute("CREATE INDEX people_upper ON people (upper(name COLLATE words))")
    db.execute("ANALYZE people")
session("before")
with psycopg.connect(URL, autocommit=True) as db:
    db.execute("""UPDATE pg_collation SET colllocale = 'PG_UNICODE_FAST',
        collversion = '0' WHERE collname = 'words'""")  # (1)!
session("after the library under the collation changed")
with psycopg.connect(URL, autocommit=True) as db:
    db.execute("REINDEX INDEX CONCURRENTLY people_upper")  # (2)!
    db.execute("ALTER COLLATION words REFRESH VERSION")
session("after REINDEX and REFRESH VERSION")
