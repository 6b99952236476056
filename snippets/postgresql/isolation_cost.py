# needs: postgresql(autovacuum=off)
import os
import re
import subprocess
from pathlib import Path

import psycopg

URL = os.environ["DATABASE_URL"]
# --8<-- [start:ways]
WAYS = {  # how the balance is read before the application decides
    "READ COMMITTED, FOR UPDATE": "FOR UPDATE",  # (1)!
    "REPEATABLE READ, retried": "",
    "SERIALIZABLE, retried": "",
}
TRANSFER = """
\\set a random(1, {accounts} - 1)
\\set b random(:a + 1, {accounts})
BEGIN ISOLATION LEVEL {level};
SELECT n FROM account WHERE id IN (:a, :b) ORDER BY id {lock};
UPDATE account SET n = n - 1 WHERE id = :a;
UPDATE account SET n = n + 1 WHERE id = :b;
COMMIT;
"""


def measure(way, accounts):
    level = way.split(",")[0]
    script = TRANSFER.format(level=level, accounts=accounts, lock=WAYS[way])
    Path("transfer.sql").write_text(script)
    out = subprocess.run(
        ["pgbench", "--client=8", "--jobs=1", "--time=1", "--no-vacuum",
         "--max-tries=100", "--failures-detailed", "--file=transfer.sql", URL],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    done = int(re.search(r"actually processed: (\d+)", out)[1])
    retries = re.search(r"total number of retries: (\d+)", out)
    return done, int(retries[1]) / done if retries else 0.0
# --8<-- [end:ways]


with psycopg.connect(URL, autocommit=True) as db:
    db.execute("CREATE TABLE account (id int PRIMARY KEY, n int) WITH (fillfactor=20)")
    db.execute("INSERT INTO account SELECT i, 0 FROM generate_series(1, 2000) i")
    db.execute("VACUUM ANALYZE account")
    again = {}
    for accounts in (2000, 6):
        for way in WAYS:
            done, again[way, accounts] = measure(way, accounts)
            print(f"{accounts} accounts, {way}: ≈ {done} commits in 1 s")
            if "retried" in way:
                label = f"{accounts}, {way.replace(',', ' and')}"
                print(f"  {label}, a commit: ≈ {again[way, accounts]:.2f} retries")
    assert db.execute("SELECT sum(n) FROM account").fetchone() == (0,)
locked, repeatable, serializable = WAYS
assert again[locked, 6] < 0.05 and again[repeatable, 2000] < 0.2
assert again[repeatable, 6] > 0.3 and again[serializable, 6] > 0.3
