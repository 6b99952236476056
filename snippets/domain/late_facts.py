"""Four ways to keep a daily table fresh when facts arrive late and jobs run twice."""
import duckdb

db = duckdb.connect()
db.execute("CREATE TABLE raw (id int, event_day date, loaded_day date, cents int)")
# 100 facts a day for 10 days; one in 20 is 1 day late, one in 100 is 6 days late
db.execute("""INSERT INTO raw SELECT n, d, d + CASE WHEN n % 100 = 7 THEN 6
                WHEN n % 20 = 3 THEN 1 ELSE 0 END, 100
              FROM (SELECT n, DATE '2026-11-01' + (n // 100)::int AS d
                    FROM (SELECT unnest(range(1000)) AS n))""")

# --8<-- [start:ways]
SUM = ("SELECT event_day, sum(cents), count(*) FROM raw "
       "WHERE loaded_day <= $today AND {} ")
WAYS = {
    "newer than the newest day": [  # (1)!
        "INSERT INTO {t} " + SUM.format(
            "event_day > (SELECT coalesce(max(day), DATE '1970-01-01') FROM {t})")
        + "GROUP BY 1"],
    "what was loaded today, added": [  # (2)!
        "INSERT INTO {t} " + SUM.format("loaded_day = $today") + "GROUP BY 1"],
    "overwrite the last 3 days": [
        "DELETE FROM {t} WHERE day > $today::date - 3",
        "INSERT INTO {t} " + SUM.format("event_day > $today::date - 3") + "GROUP BY 1"],
    "overwrite the days touched today": [  # (3)!
        "DELETE FROM {t} WHERE day IN "
        "(SELECT event_day FROM raw WHERE loaded_day = $today)",
        "INSERT INTO {t} " + SUM.format(
            "event_day IN (SELECT event_day FROM raw WHERE loaded_day = $today)")
        + "GROUP BY 1"],
}
# --8<-- [end:ways]


def run(way, table, today):
    with db.cursor() as session:
        session.begin()  # all or nothing: readers never see a deleted day
        for statement in WAYS[way]:
            session.execute(statement.format(t=table).replace(
                "$today", f"DATE '2026-11-{today:02}'"))
        session.commit()


truth = db.execute("SELECT count(*) FROM raw").fetchone()[0]
result = {}
for number, way in enumerate(WAYS):
    table = f"daily_{number}"
    db.execute(f"CREATE TABLE {table} (day date, cents bigint, facts bigint)")
    for today in range(1, 17):
        run(way, table, today)
        if today == 5:
            run(way, table, today)  # the scheduler retries a run that had succeeded
    result[way] = db.execute(f"SELECT sum(facts) FROM {table}").fetchone()[0]
    print(f"{way}: {result[way]}")
print(f"facts in the source: {truth}")
assert result["overwrite the days touched today"] == truth
assert result["newer than the newest day"] < truth
assert result["overwrite the last 3 days"] < truth
assert result["what was loaded today, added"] > truth
