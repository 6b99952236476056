# needs: postgresql
import os
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg

from snippets.data.hermitage_histories import HISTORIES

LEVELS = ["read uncommitted", "read committed", "repeatable read", "serializable"]
TABLE = ["G0", "G1a", "G1b", "G1c", "OTV", "PMP", "P4", "G-single", "G2-item", "G2"]
PREVENTED = {
    "read committed": {"G0", "G1a", "G1b", "G1c", "OTV"},
    "repeatable read": set(TABLE) - {"G2-item", "G2"},
    "serializable": set(TABLE),
}
POINTS = {  # what postgres.md says of 20 runs: step 2 blocks, then fails with ww
    "read committed": {
        "G0": "2 blocks", "G1a": "", "G1b": "", "G1c": "", "OTV": "3 blocks", "PMP": "",
        "PMP write": "2 blocks", "P4": "4 blocks", "G-single": "",
    },
    "repeatable read": {
        "PMP": "", "PMP write": "2 blocks, ww", "P4": "4 blocks, ww",
        "G-single": "", "G-single predicate": "", "G-single write": "6 ww",
        "G2-item": "", "G2": "",
    },
    "serializable": {"G2-item": "6 rw", "G2": "6 rw", "G2 two edges": "6 rw"},
}  # fmt: skip
DUE_TO = {  # both come with SQLSTATE 40001
    "concurrent update": "ww",
    "read/write dependencies among transactions": "rw",
}
URL = os.environ["DATABASE_URL"]
monitor = psycopg.connect(URL, autocommit=True)


# --8<-- [start:session]
class Session:
    def __init__(self, level):
        self.connection = psycopg.connect(URL, autocommit=True)
        self.connection.execute(f"BEGIN ISOLATION LEVEL {level}")
        self.thread = ThreadPoolExecutor(1)
        self.pending = self.thread.submit(lambda: None)
        self.failed, self.committed = "", False

    def run(self, statement):
        def work():
            cursor = self.connection.execute(statement)
            self.committed = cursor.statusmessage == "COMMIT"  # (1)!
            return cursor.fetchall() if cursor.description else None

        self.pending = self.thread.submit(work)

    def settle(self):
        """Wait until the statement has ended, or until it waits for a lock: True."""
        blocking = "SELECT cardinality(pg_blocking_pids(%s)) > 0"  # (2)!
        while not self.pending.done():
            pid = self.connection.info.backend_pid
            if monitor.execute(blocking, [pid]).fetchone()[0]:
                return True
            time.sleep(0.001)
        error = self.pending.exception()
        if error and error.sqlstate != "40001":
            raise error
        if error:
            self.failed = DUE_TO[error.diag.message_primary.split("due to ")[1]]
        return False
# --8<-- [end:session]


def play(history, level):
    """Return whether the anomaly happened, and which steps blocked or failed."""
    monitor.execute("DROP TABLE IF EXISTS test")
    monitor.execute("CREATE TABLE test (id int PRIMARY KEY, value int)")
    monitor.execute("INSERT INTO test VALUES (1, 10), (2, 20)")
    lines = history.replace(";", "\n").splitlines()
    _, *steps, condition = (line.strip() for line in lines)
    sessions = {name: Session(level) for name in sorted({s[:2] for s in steps})}
    seen, events, waiting = [], {}, {}
    for number, step in enumerate(steps, 1):
        name, statement = step.split(" ", 1)
        session = sessions[name]
        if session.failed:
            continue  # a failed transaction can only be rolled back
        session.run(statement)
        waiting[number] = session
        for n, s in reversed(list(waiting.items())):  # this step, then who waits
            if s.settle():
                events.setdefault(n, []).append("blocks") if n == number else None
                continue
            del waiting[n]
            if s.failed:
                events.setdefault(n, []).append(s.failed)
            elif (rows := s.pending.result()) is not None:
                seen.append(rows)
    for session in sessions.values():
        session.thread.shutdown()
        session.connection.close()
    final = monitor.execute("SELECT * FROM test ORDER BY id").fetchall()
    done = {name for name, session in sessions.items() if session.committed}
    happened = eval(condition.removeprefix("if "), {}, locals())
    return happened, "; ".join(f"{n} {', '.join(e)}" for n, e in events.items())


ran = {(n, lv): play(h, lv) for n, h in HISTORIES.items() for lv in LEVELS}
print(f"{'':19}" + "".join(f"{level:20}" for level in LEVELS[1:]))
for name in HISTORIES:
    cells = [ran[name, level] for level in LEVELS[1:]]
    marks = [f"{'—' if bad else '✓'} {points}" for bad, points in cells]
    print(f"{name:19}" + "".join(f"{mark:20}" for mark in marks).rstrip())
cells = [ran[n, lv][0] != (n in PREVENTED[lv]) for lv in PREVENTED for n in TABLE]
points = [ran[n, lv][1] == p for lv in POINTS for n, p in POINTS[lv].items()]
same = [ran[n, LEVELS[0]] == ran[n, LEVELS[1]] for n in HISTORIES]
for text, sign in DUE_TO.items():
    print(f"{sign}: could not serialize access due to {text}")
print(f"cells as published: {sum(cells)} of {len(cells)}")
print(f"blocking and failing steps as published: {sum(points)} of {len(points)}")
print(f"read uncommitted ran like read committed: {sum(same)} of {len(same)}")
assert all(cells) and all(points) and all(same)
