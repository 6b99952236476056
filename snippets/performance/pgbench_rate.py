# needs: postgresql
# timeout: 90
"""pgbench with and without a rate, and a table locked for one second in the middle."""

import os
import subprocess
import time
from pathlib import Path

import psycopg

SECONDS, RATE, LOCKED = 4, 300, 1.0
URL = os.environ["DATABASE_URL"]
Path("read.sql").write_text("SELECT * FROM price WHERE id = 1;\n")


# --8<-- [start:run]
def run(name: str, *options: str) -> list[float]:
    bench = subprocess.Popen(
        ["pgbench", "-n", "-f", "read.sql", "-c", "4", "-T", str(SECONDS),
         "-l", f"--log-prefix={name}", *options, URL],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with psycopg.connect(URL) as db:
        time.sleep(SECONDS / 2)
        db.execute("LOCK TABLE price")  # (1)!
        time.sleep(LOCKED)
    bench.wait()
    lines = [line for log in Path().glob(f"{name}.*") for line in log.open()]
    return sorted(int(line.split()[2]) / 1000 for line in lines)  # (2)!
# --8<-- [end:run]


with psycopg.connect(URL, autocommit=True) as db:
    db.execute("CREATE TABLE price AS SELECT 1 AS id, 100 AS cents")
p99s = []
for name, options in {"closed": (), "open": ("-R", str(RATE))}.items():
    times = run(name, *options)
    p99s.append(times[int(0.99 * len(times))])
    slow = sum(ms > 100 for ms in times)
    what = f"{name}, {' '.join(options) or 'no rate'}"
    print(f"{what}, transactions: ≈ {len(times)}")
    print(f"{what}, over 100 ms: ≈ {slow}")
    print(f"{what}, p99: ≈ {p99s[-1]:.1f} ms")
    print(f"{what}, longest: ≈ {times[-1]:.0f} ms")
    assert times[-1] > 900 and (slow < 20) == (name == "closed")
assert p99s[1] > 10 * p99s[0]
