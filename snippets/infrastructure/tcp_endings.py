# timeout: 60
"""What the other side did, and what recv() and send() then say."""

import errno
import os
import select
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


def pair() -> tuple[socket.socket, socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = socket.create_connection(listener.getsockname(), timeout=10)
        return client, listener.accept()[0]


def until(end: socket.socket, event: int) -> None:
    poll = select.poll()
    poll.register(end, event)
    poll.poll(10_000)


def attempt(action) -> str:
    try:
        return repr(action())
    except OSError as error:
        if error.errno is None:  # our own settimeout() ended it
            return "still waiting"
        return errno.errorcode[error.errno]


def show(what: str, said: str) -> None:
    print(f"{what}: {said}")


# --8<-- [start:ends]
client, server = pair()
server.close()
show("FIN, recv", attempt(lambda: client.recv(9)))  # (1)!
show("FIN, first send", attempt(lambda: client.send(b"x")))  # (2)!
until(client, 0)  # an error: the reset is here
show("FIN, second send", attempt(lambda: client.send(b"x")))

client, server = pair()
client.send(b"a request that nobody reads")
until(server, select.POLLIN)
server.close()  # (3)!
show("RST, recv", attempt(lambda: client.recv(9)))

with socket.create_server(("127.0.0.1", 0)) as listener:
    closed = listener.getsockname()
show("closed port", attempt(lambda: socket.create_connection(closed, 1)))

keepalive, _kept = pair()
keepalive.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
keepalive.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 1)
keepalive.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1)
keepalive.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 1)
unacked, _kept2 = pair()
unacked.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000)
plain, _kept3 = pair()

subprocess.run(["ip", "link", "set", "lo", "down"], check=True)  # (4)!
unacked.send(b"x")
plain.send(b"x")
began = time.monotonic()
show("cable cut, keepalive 1 s + 1 x 1 s", attempt(lambda: keepalive.recv(9)))
print(f"keepalive spoke after: ≈ {time.monotonic() - began:.0f} s")
show("cable cut, TCP_USER_TIMEOUT 1 s", attempt(lambda: unacked.recv(9)))
plain.settimeout(0.5)
show("cable cut, defaults", attempt(lambda: plain.recv(9)))  # (5)!
# --8<-- [end:ends]
sysctl = Path("/proc/sys/net/ipv4")
names = ("tcp_keepalive_time", "tcp_keepalive_intvl", "tcp_keepalive_probes")
print("defaults:", *((sysctl / name).read_text().strip() for name in names))
