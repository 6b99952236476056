# needs: postgresql
"""Load by upsert, row by row, instead of replacing the day."""

from steps import connect, extract, load, prepare, transform

DAY = "2026-11-03"


# --8<-- [start:upsert]
def upsert(day: str, total: dict[str, int]) -> None:
    with connect() as db:
        db.cursor().executemany(
            "INSERT INTO revenue VALUES (%s, %s, %s)"
            " ON CONFLICT (day, country) DO UPDATE SET yen = excluded.yen",
            [(day, country, yen) for country, yen in total.items()])
# --8<-- [end:upsert]


def sums() -> tuple[int, int]:
    with connect() as db:
        return db.execute(
            "SELECT (SELECT sum(yen) FROM orders WHERE day = %(day)s),"
            " (SELECT sum(yen) FROM revenue WHERE day = %(day)s)",
            {"day": DAY}).fetchone()


prepare()
upsert(DAY, transform(DAY, extract(DAY)))
with connect() as database:
    database.execute("UPDATE orders SET country = 'DE' WHERE country = 'BR'")
upsert(DAY, transform(DAY, extract(DAY)))
print("orders and revenue after an upsert:", *sums())
assert sums()[0] < sums()[1]
load(DAY, transform(DAY, extract(DAY)))
print("orders and revenue after a replacement:", *sums())
assert sums()[0] == sums()[1]
