# timeout: 60
"""A server that does not accept: queue, overflow, and the counters that show it."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

if "inside" not in sys.argv:
    if subprocess.run(["unshare", "-Urn", "true"]).returncode:
        sys.exit("this lab needs user namespaces, and they are forbidden here")
    os.execvp("unshare", ["unshare", "-Urn", sys.executable, __file__, "inside"])
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)


def counter(name: str) -> int:
    """One counter of `nstat -az`, for this network namespace."""
    names, values = Path("/proc/net/netstat").read_text().splitlines()[:2]
    return int(dict(zip(names.split(), values.split()))[name])


# --8<-- [start:queue]
server = socket.create_server(("127.0.0.1", 0), backlog=2)
address = server.getsockname()
clients = []
for _ in range(3):
    clients.append(socket.create_connection(address, timeout=1))
    clients[-1].sendall(b"GET / HTTP/1.1\r\n\r\n")  # (1)!
print(f"connected, and nobody accepted: {len(clients)}")
queue = subprocess.check_output(["ss", "-Hltn"], text=True).split()
print(f"ss -ltn: {queue[0]} Recv-Q {queue[1]} Send-Q {queue[2]}")  # (2)!

fourth = socket.socket()
fourth.setblocking(False)
began = time.monotonic()
fourth.connect_ex(address)
while not (overflows := counter("ListenOverflows")):
    time.sleep(0.01)
states = subprocess.check_output(["ss", "-Htn", "state", "syn-sent"], text=True)
print(f"the fourth client: {'SYN-SENT' if states else 'not waiting'}")
print(f"ListenOverflows: {overflows}")
print(f"ListenDrops: {counter('ListenDrops')}")

server.accept()  # (3)!
while fourth.connect_ex(address) not in (0, 106):  # 106: already connected
    time.sleep(0.01)
waited = time.monotonic() - began
print(f"it gets in with its second SYN, after ≈ {waited:.1f} s")
# --8<-- [end:queue]
assert len(clients) == 3 and queue[1:3] == ["3", "2"]
assert waited > 0.9
