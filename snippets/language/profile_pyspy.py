# timeout: 120
import ctypes
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

SPY = Path(sys.executable).with_name("py-spy")


# --8<-- [start:service]
def parse():
    return sum(int(cell) for cell in "1,2,3,4,5,6,7,8".split(","))


def query():
    time.sleep(0.01)  # a slow answer from a database


def request():
    for _ in range(3000):
        parse()
    query()
# --8<-- [end:service]


if sys.argv[1:] == ["serve"]:
    ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1))  # let py-spy look
    for _ in range(2):
        threading.Thread(target=lambda: [request() for _ in iter(int, 1)]).start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    time.sleep(60)


# --8<-- [start:record]
def profile(*words):
    subprocess.run([SPY, "record", "--pid", str(server.pid), "--duration", "2",
                    "--rate", "100", "--format", "raw",  # (1)!
                    "--output", "stacks", *words], check=True, capture_output=True)
    found = Counter()
    for line in open("stacks"):
        stack, count = line.rsplit(" ", 1)
        for name in ["parse", "query"]:
            if f"{name} (" in stack:
                found[name] += int(count)
    return {name: 100 * found[name] / found.total() for name in ["parse", "query"]}
# --8<-- [end:record]


server = subprocess.Popen([sys.executable, __file__, "serve"], stdout=-1, text=True)
try:
    server.stdout.readline()
    shares = {}
    for label in ["default", "--gil", "--idle"]:
        shares[label] = profile(*[label][label == "default":])
        for name in ["parse", "query"]:
            print(f"{label}, {name}: ≈ {shares[label][name]:.0f} %")
finally:
    server.kill()
assert shares["--gil"]["query"] < 10 and shares["--idle"]["query"] > 20, shares
