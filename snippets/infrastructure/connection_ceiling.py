# needs: postgresql(max_connections=20)
# The autoscaler adds replicas; the database counts connections.
import os

import psycopg
from psycopg import sql

POOL = 4
admin = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
admin.execute("CREATE ROLE app LOGIN")
show = "SELECT setting FROM pg_settings WHERE name = %s"
names = "max_connections", "superuser_reserved_connections"
top, kept = (int(admin.execute(show, [name]).fetchone()[0]) for name in names)
print("max_connections:", top)
print("kept for superusers:", kept)


# --8<-- [start:scale]
def replicas(user: str, limit: int) -> tuple[int, str]:
    held, message = [], ""
    try:
        for _ in range(limit * POOL):
            held.append(psycopg.connect(os.environ["DATABASE_URL"], user=user))
    except psycopg.OperationalError as error:
        message = str(error).strip().splitlines()[-1].split("FATAL: ")[-1].strip()
    whole = len(held) // POOL
    for connection in held:
        connection.close()
    return whole, message
# --8<-- [end:scale]


whole, message = replicas("app", 8)
print("replicas of 4 connections that fit:", whole)
print("the next one:", message)
admin.execute(sql.SQL("ALTER ROLE app CONNECTION LIMIT {}").format(12))
whole, message = replicas("app", 8)
print("with CONNECTION LIMIT 12:", whole)
print("the next one, limited:", message)
free = top - kept - 2  # two for migrations and people
print("maxReplicas that the database allows:", free // POOL)
assert whole == 3 and "too many connections for role" in message
