# needs: postgresql(own, max_connections=20)
"""A bulkhead inside PostgreSQL: the report may not take every connection."""

import os

import psycopg
from psycopg.conninfo import make_conninfo

URL = os.environ["DATABASE_URL"]
admin = psycopg.connect(URL, autocommit=True)
for role in ("shop", "report"):
    admin.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'x'")


# --8<-- [start:limit]
def open_all(role, wanted):
    """Open connections until one is refused; return them and the SQLSTATE."""
    held = []
    for _ in range(wanted):
        try:
            held.append(psycopg.connect(make_conninfo(URL, user=role, password="x")))
        except psycopg.OperationalError as error:
            return held, str(error).strip().split("FATAL:  ")[-1]
    return held, "none"


def rush():
    reports, report_error = open_all("report", 30)
    shops, shop_error = open_all("shop", 5)
    print(f"  report has {len(reports)}: {report_error}")
    print(f"  shop has {len(shops)}: {shop_error}")
    for connection in reports + shops:
        connection.close()
    return len(shops)


print("without a limit")
starved = rush()
admin.execute("ALTER ROLE report CONNECTION LIMIT 5")  # (1)!
while admin.execute("SELECT count(*) FROM pg_stat_activity"
                    " WHERE usename IN ('shop', 'report')").fetchone()[0]:
    pass
print("ALTER ROLE report CONNECTION LIMIT 5")
served = rush()
# --8<-- [end:limit]
assert starved == 0 and served == 5
