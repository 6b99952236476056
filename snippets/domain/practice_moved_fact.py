"""A correction moves a fact from one day to another. Is the daily table right?"""
import contextlib
import io

with contextlib.redirect_stdout(io.StringIO()):
    from snippets.domain import late_facts

WAY = "overwrite the days touched today"
db = late_facts.db
db.execute("CREATE TABLE moved (day date, cents bigint, facts bigint)")
for today in range(1, 17):
    late_facts.run(WAY, "moved", today)
# on the 17th the source says: fact 205 happened on the 7th, not on the 3rd
db.execute("UPDATE raw SET event_day = '2026-11-07', loaded_day = '2026-11-17' "
           "WHERE id = 205")
late_facts.run(WAY, "moved", 17)


def count(day):
    return db.execute("SELECT facts FROM moved WHERE day = ?", [day]).fetchone()[0]


print(f"the 3rd: {count('2026-11-03')}")
print(f"the 7th: {count('2026-11-07')}")
facts = db.execute("SELECT sum(facts) FROM moved").fetchone()[0]
print(f"facts in the table: {facts}")
print(f"facts in the source: {db.execute('SELECT count(*) FROM raw').fetchone()[0]}")
assert facts == 1001
