# needs: postgresql
import os

import psycopg

URL = os.environ["DATABASE_URL"]
TABLE = ["ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE",
         "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"]  # fmt: skip
ROW = ["FOR KEY SHARE", "FOR SHARE", "FOR NO KEY UPDATE", "FOR UPDATE"]
DOCUMENTED = {  # Tables 13.2 and 13.3: a row is the mode held, X is a conflict
    "ACCESS SHARE": ".......X", "ROW SHARE": "......XX",
    "ROW EXCLUSIVE": "....XXXX", "SHARE UPDATE EXCLUSIVE": "...XXXXX",
    "SHARE": "..XX.XXX", "SHARE ROW EXCLUSIVE": "..XXXXXX",
    "EXCLUSIVE": ".XXXXXXX", "ACCESS EXCLUSIVE": "XXXXXXXX",
    "FOR KEY SHARE": "...X", "FOR SHARE": "..XX",
    "FOR NO KEY UPDATE": ".XXX", "FOR UPDATE": "XXXX",
}  # fmt: skip


# --8<-- [start:cell]
def conflicts(held, wanted):
    """Two sessions: does the second one wait, and give up, while the first holds?"""
    holder.execute("BEGIN")
    asker.execute("BEGIN")
    holder.execute(held)
    try:
        asker.execute(wanted)  # (1)!
        return "."
    except psycopg.errors.LockNotAvailable as error:  # SQLSTATE 55P03
        assert str(error).startswith("canceling statement due to lock timeout")
        return "X"
    finally:
        asker.execute("ROLLBACK")
        holder.execute("ROLLBACK")


def matrix(modes, statement):
    return {h: "".join(conflicts(statement(h), statement(w)) for w in modes)
            for h in modes}  # fmt: skip
# --8<-- [end:cell]


with (
    psycopg.connect(URL, autocommit=True) as holder,
    psycopg.connect(URL, autocommit=True) as asker,
):
    holder.execute("CREATE TABLE t (id int PRIMARY KEY)")
    holder.execute("INSERT INTO t VALUES (1)")
    asker.execute("SET lock_timeout = '20ms'")
    table = matrix(TABLE, lambda mode: f"LOCK TABLE t IN {mode} MODE")
    row = matrix(ROW, lambda mode: f"SELECT * FROM t WHERE id = 1 {mode}")

for title, modes, cells in (("table", TABLE, table), ("row", ROW, row)):
    numbers = " ".join(str(n) for n in range(1, len(modes) + 1))
    print(f"{title + ' lock held / wanted':26}{numbers}")
    for number, mode in enumerate(modes, 1):
        print(f"{number} {mode:24}" + " ".join(cells[mode]))
    count = sum(line.count("X") for line in cells.values())
    per_mode = ", ".join(str(line.count("X")) for line in cells.values())
    same = sum(a == b for m in modes for a, b in zip(cells[m], DOCUMENTED[m]))
    print(f"{title} conflicts: {count} of {len(modes) ** 2}")
    print(f"{title} conflicts per mode: {per_mode}")
    print(f"{title} cells as documented: {same} of {len(modes) ** 2}\n")
    assert same == len(modes) ** 2
