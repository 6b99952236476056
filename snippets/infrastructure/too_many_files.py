"""Zombies, and a server that has no file descriptor left."""

import errno
import os
import resource
import select
import signal
import socket
import time
from pathlib import Path


def state(pid: int) -> str:
    """The state letter of `ps`, from /proc/PID/stat."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


# --8<-- [start:lab]
child = os.fork()
if child == 0:
    os._exit(7)
while state(child) != "Z":
    time.sleep(0.01)
os.kill(child, signal.SIGKILL)  # (1)!
print(f"dead, not waited for: state {state(child)}")
print(f"its open files: {len(os.listdir(f'/proc/{child}/fd'))}")
held = "VmRSS" in Path(f"/proc/{child}/status").read_text()
print(f"memory: {'held' if held else 'none'}")
_, status = os.waitpid(child, 0)  # (2)!
print(f"exit status, kept for the parent: {os.waitstatus_to_exitcode(status)}")
print(f"still there: {Path(f'/proc/{child}').exists()}")

resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
server = socket.create_server(("127.0.0.1", 0))
leaked = []
try:
    while True:
        leaked.append(socket.socket())  # nobody closes them
except OSError as error:
    print(f"socket(): {errno.errorcode[error.errno]}, {error.strerror}")
print(f"highest descriptor: {leaked[-1].fileno()}")

leaked.pop().close()
client = socket.create_connection(server.getsockname())  # (3)!
print("a client's connect(): succeeds")
wakeups = 0
for _ in range(1000):
    if select.select([server], [], [], 0)[0]:  # (4)!
        wakeups += 1
        try:
            server.accept()
        except OSError as error:
            last = errno.errorcode[error.errno]
print(f"accept(): {last}, the listener still ready {wakeups} times of 1000")
# --8<-- [end:lab]
