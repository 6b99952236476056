# timeout: 60
"""One client, one destination: how many new connections until the ports are gone."""

import errno
import os
import re
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

IP_LOCAL_PORT_RANGE = 51  # Linux 6.3
PORTS = struct.pack("=I", 60999 << 16 | 32768)
SYSCTL = Path("/proc/sys/net/ipv4")


def own_network() -> None:
    """Go on inside a fresh network namespace, where only this program has sockets."""
    if "inside" not in sys.argv:
        if subprocess.run(["unshare", "-Urn", "true"]).returncode:
            sys.exit("this lab needs user namespaces, and they are forbidden here")
        command = ["unshare", "-Urn", sys.executable, __file__, "inside"]
        os.execvp(command[0], command)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)


def open_and_close(listener: socket.socket, limit: int = 10**6) -> tuple[int, str]:
    """Connect and close until it fails; returns how often it worked, and the error."""
    address = listener.getsockname()
    for count in range(limit):
        client = socket.socket()
        client.setsockopt(socket.IPPROTO_IP, IP_LOCAL_PORT_RANGE, PORTS)
        try:
            client.connect(address)
        except OSError as error:
            return count, errno.errorcode[error.errno]
        client.close()  # who closes first keeps the TIME_WAIT
        listener.accept()[0].close()
    return limit, "no error"


own_network()
# --8<-- [start:ports]
low, high = map(int, (SYSCTL / "ip_local_port_range").read_text().split())
(SYSCTL / "tcp_tw_reuse").write_text("0")  # (1)!
first = socket.create_server(("127.0.0.1", 0))
second = socket.create_server(("127.0.0.2", 0))

opened, error = open_and_close(first)
print(f"ports {low}-{high}: {high - low + 1}")
print(f"connections until it failed: {opened}")
print(f"error: {error}")
began = time.perf_counter()
socket.socket().connect_ex(first.getsockname())
searched = (time.perf_counter() - began) * 1000
print(f"each failing connect searches the ports for ≈ {searched:.1f} ms")

timers = subprocess.check_output(["ss", "-Htano", "state", "time-wait"], text=True)
left = [int(s) for s in re.findall(r"timewait,(\d+)sec", timers)]  # (2)!
print(f"sockets in TIME_WAIT: {timers.count('timewait')}")
print(f"longest time left: ≈ {max(left, default=60)} s")
print(f"rate that this allows: {opened / 60:.0f} per second")

print(f"another destination: {open_and_close(second, 1000)}")
(SYSCTL / "tcp_tw_reuse").write_text("1")
time.sleep(1.1)  # a port is reused once its last packet is a second old
print(f"tcp_tw_reuse=1: {open_and_close(first, 1000)}")
# --8<-- [end:ports]
# One of the ports in the range may be the listener's own.
assert abs(opened - 28232) < 283 and error == "EADDRNOTAVAIL"
assert 40 < max(left) <= 60
