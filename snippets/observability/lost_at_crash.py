import os
import subprocess
import sys

PROGRAM = """
import logging, logging.handlers, os, queue, signal, sys, time
kind, end = sys.argv[1:]
out = logging.StreamHandler(sys.stdout if kind == "print" else sys.stderr)
log = logging.getLogger()
log.setLevel("INFO")
if kind == "memory":
    log.addHandler(logging.handlers.MemoryHandler(100, logging.ERROR, out))
elif kind == "queue":
    class Slow(logging.StreamHandler):
        def emit(self, record):
            time.sleep(1)
            super().emit(record)
    waiting = queue.Queue()
    listener = logging.handlers.QueueListener(waiting, Slow())
    listener.start()
    log.addHandler(logging.handlers.QueueHandler(waiting))
else:
    log.addHandler(out)
for number in range(50):
    if kind == "print":
        print("line", number)
    else:
        log.info("line %d", number)
if end == "SIGKILL":
    os.kill(os.getpid(), signal.SIGKILL)
if end == "os._exit":
    os._exit(1)
if end == "SIGTERM":
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(5)
"""
# --8<-- [start:kinds]
KINDS = {
    "print, stdout is a pipe": "print",
    "StreamHandler": "direct",
    "MemoryHandler(100)": "memory",
    "QueueHandler, slow sink": "queue",
}
ENDS = ["SIGKILL", "os._exit", "SIGTERM"]
BUFFERED = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}
# --8<-- [end:kinds]


def arrived(kind, end, environment=BUFFERED):
    command = [sys.executable, "-c", PROGRAM, kind, end]
    ran = subprocess.run(
        command, capture_output=True, text=True, env=environment
    )
    return (ran.stdout + ran.stderr).count("line")


print(f"lines of 50 that arrived {'':7}" + "".join(f"{end:>10}" for end in ENDS))
for name, kind in KINDS.items():
    counts = [arrived(kind, end) for end in ENDS]
    print(f"{name:32}" + "".join(f"{count:10}" for count in counts))
    assert set(counts) == ({50} if kind == "direct" else {0})
number = arrived("print", "SIGKILL", BUFFERED | {"PYTHONUNBUFFERED": "1"})
print(f"print with PYTHONUNBUFFERED=1, after SIGKILL: {number}")
assert number == 50
