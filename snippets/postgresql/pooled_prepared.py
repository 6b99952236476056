# needs: postgresql(pgbouncer)
import os

import psycopg

POOL = os.environ["PGBOUNCER_URL"]
admin = psycopg.connect(os.environ["PGBOUNCER_ADMIN_URL"], autocommit=True,
                        cursor_factory=psycopg.ClientCursor)  # fmt: skip


# --8<-- [start:idea]
def outcome(**options):
    """Three clients send a query each, eight times, and hold on in between."""
    codes = set()
    clients = [psycopg.connect(POOL, **options) for _ in range(3)]
    for turn in range(8):
        for number, db in enumerate(clients):
            try:
                db.execute(f"SELECT {number}, %s::int", [turn])
                if turn % 3 != number:
                    db.commit()
            except psycopg.Error as error:
                codes.add(f"{error.sqlstate} {type(error).__name__}")
                db.rollback()
    for db in clients:
        db.rollback()
        db.close()
    return ", ".join(sorted(codes)) or "no error"


print("psycopg as it is:", outcome())  # (1)!
print("prepare_threshold=None:", outcome(prepare_threshold=None))
# --8<-- [end:idea]
