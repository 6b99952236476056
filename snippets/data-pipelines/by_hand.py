# needs: postgresql
"""The same by hand: a table of days, and a program that cron starts every minute."""

import os
import signal
import subprocess
import sys
import time

from steps import (ask, connect, extract, handover, load, plant, prepare, report,
                   transform, until)

# --8<-- [start:tick]
RUNS = """
CREATE TABLE runs (
  day date PRIMARY KEY, state text DEFAULT 'waiting', tries int DEFAULT 0,
  error text, next_try timestamptz DEFAULT now(), done_at timestamptz)"""
FILL = """
INSERT INTO runs (day) SELECT generate_series(%s, %s::date - 1, '1 day')
ON CONFLICT DO NOTHING"""  # (1)!
CLAIM = """
SELECT day::text, tries FROM runs
WHERE state = 'waiting' AND next_try <= now()
ORDER BY day LIMIT 1 FOR UPDATE SKIP LOCKED"""  # (2)!
DONE = "UPDATE runs SET state = 'done', done_at = clock_timestamp() WHERE day = %s"
FAILED = """
UPDATE runs SET tries = tries + 1, error = %s,
  state = CASE WHEN tries < 2 THEN 'waiting' ELSE 'failed' END,
  next_try = clock_timestamp() + 2 ^ tries * interval '1 second'
WHERE day = %s"""  # (3)!


def tick(first: str, today: str) -> None:
    with connect() as db:
        db.execute(FILL, [first, today])
        while True:
            with db.transaction():
                if not (due := db.execute(CLAIM).fetchone()):
                    return
                day, _ = due
                try:
                    load(day, transform(day, extract(day)))
                    db.execute(DONE, [day])
                except Exception as error:
                    db.execute(FAILED, [repr(error), day])
# --8<-- [end:tick]


def cron() -> subprocess.Popen:
    return subprocess.Popen([sys.executable, __file__, "2026-11-01", "2026-11-08"])


def main() -> None:
    prepare()
    with connect() as db:
        db.execute(RUNS)
    plant("error", "transform", "2026-11-03")
    plant("hang", "transform", "2026-11-05")
    begin = time.monotonic()
    first = cron()
    until("SELECT count(*) > 0 FROM calls WHERE step = 'load'")
    print(f"to the first run: ≈ {time.monotonic() - begin:.1f} s")
    find = "SELECT pid FROM calls WHERE step = 'transform' AND day = '2026-11-05'"
    os.kill(until(find), signal.SIGKILL)
    begin = time.monotonic()
    first.wait()
    until("SELECT count(*) = 1 FROM runs WHERE day = '2026-11-05' AND state = 'waiting'"
          " AND day IN (SELECT day FROM runs FOR UPDATE SKIP LOCKED)")
    noticed = time.monotonic() - begin
    while ask("SELECT count(*) FROM runs WHERE state = 'waiting'"):
        both = [cron(), cron()]  # two at once
        assert [each.wait() for each in both] == [0, 0]
        time.sleep(0.2)
    print("days done:", ask("SELECT count(*) FROM runs WHERE state = 'done'"))
    print("rows:", ask("SELECT count(*) FROM revenue"))
    report()
    print(f"the kill was noticed after: ≈ {noticed:.2f} s")
    print(f"from step to step: ≈ {handover() * 1000:.0f} ms")
    assert noticed < 5


if __name__ == "__main__":
    tick(*sys.argv[1:]) if sys.argv[1:] else main()
