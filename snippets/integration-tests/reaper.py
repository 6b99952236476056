# page: no (platform)
import os
import signal
import subprocess
import sys
import time

SERVICE = [sys.executable, "-c", "import time; time.sleep(60)"]
REAPER = """
import os, signal, sys
sys.stdin.read()                       # returns when the last writer is gone
os.kill(int(sys.argv[1]), signal.SIGKILL)
"""
TESTS = """
import atexit, subprocess, sys, time
service = subprocess.Popen({service!r}, start_new_session=True)
atexit.register(service.kill)
if {reaped}:
    watch = subprocess.Popen([sys.executable, "-c", {reaper!r}, str(service.pid)],
                             stdin=subprocess.PIPE, start_new_session=True)
print(service.pid, flush=True)
time.sleep({seconds})
"""


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(") ")[2][0] != "Z"
    except FileNotFoundError:
        return False


def left_over(reaped, kill):
    code = TESTS.format(service=SERVICE, reaper=REAPER, reaped=reaped,
                        seconds=60 if kill else 0)
    run = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    pid = int(run.stdout.readline())
    if kill:
        run.kill()
    run.wait()
    deadline = time.monotonic() + (5 if reaped or not kill else 0.5)
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    left = alive(pid)
    if left:
        os.kill(pid, signal.SIGKILL)
    return left


for name, reaped, kill in (("cleanup in the process, normal end", False, False),
                           ("cleanup in the process, SIGKILL", False, True),
                           ("reaper beside it, SIGKILL", True, True)):
    left = left_over(reaped, kill)
    print(f"{name}, service left over: {left}")
    assert left == (kill and not reaped)
