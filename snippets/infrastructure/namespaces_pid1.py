# A container by hand: new namespaces, a new PID 1, and what SIGTERM does to it.
import os
import signal
import subprocess
import sys
from pathlib import Path

UNSHARE = ["unshare", "--user", "--map-root-user", "--pid", "--fork", "--mount-proc",
           "--uts", "--net", "--kill-child"]  # fmt: skip
HANDLER = """
import signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print("up", flush=True); signal.pause()"""
PLAIN = 'print("up", flush=True); import signal; signal.pause()'
INIT = f"""
import os, signal, sys
signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
child = os.fork()
if child == 0:
    os.execv(sys.executable, [sys.executable, "-c", {HANDLER!r}])
while True:
    pid, status = os.wait()
    if pid == child:
        sys.exit(os.waitstatus_to_exitcode(status))
"""


def inside(command: str) -> str:
    done = subprocess.run([*UNSHARE, "sh", "-c", command],
                          capture_output=True, text=True)  # fmt: skip
    if done.returncode:
        sys.exit(f"user namespaces are forbidden here: {done.stderr.strip()}")
    return done.stdout.strip()


# --8<-- [start:stop]
def stop(*command: str, grace: float = 10) -> str:
    """What `docker stop` does: SIGTERM to PID 1, a grace period, SIGKILL."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    box = subprocess.Popen([*UNSHARE, *command], text=True, **pipes)
    assert box.stdout.readline() == "up\n"
    first = int(Path(f"/proc/{box.pid}/task/{box.pid}/children").read_text())
    os.kill(first, signal.SIGTERM)
    try:
        return f"exit {box.wait(grace)}"
    except subprocess.TimeoutExpired:
        os.kill(first, signal.SIGKILL)
        box.wait()
        return "ignored SIGTERM, killed: 137"
# --8<-- [end:stop]


here = os.uname().nodename
print("pid inside:", inside("echo $$"))
print("processes seen inside:", inside("set -- /proc/[0-9]*; echo $#"))
print("uid inside:", inside("id -u"))
print("uids that exist inside:", inside("cat /proc/self/uid_map").split()[2])
interfaces = inside("tail -n +3 /proc/net/dev | cut -d: -f1").strip()
print("network interfaces inside:", interfaces)
name = inside("hostname box && hostname")
print("hostname inside:", name)
assert os.uname().nodename == here != name
print("hostname outside changed:", os.uname().nodename != here)
kernel = inside("uname -r")
print("kernel inside is the host's:", kernel == os.uname().release)
python = sys.executable
results = {
    "no handler": stop(python, "-c", PLAIN, grace=1),
    "shell form (sh -c, then more)": stop(
        "sh", "-c", f"'{python}' -c '{PLAIN}'; true", grace=1
    ),
    "handler": stop(python, "-c", HANDLER),
    "small init in front": stop(python, "-c", INIT),
}
for case, result in results.items():
    print(f"{case}: {result}")
assert [r == "exit 0" for r in results.values()] == [False, False, True, True]
