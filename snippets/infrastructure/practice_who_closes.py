"""A thousand ports, three thousand connections: it matters who closes first."""

import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

if "inside" not in sys.argv:
    if subprocess.run(["unshare", "-Urn", "true"]).returncode:
        sys.exit("this lab needs user namespaces, and they are forbidden here")
    os.execvp("unshare", ["unshare", "-Urn", sys.executable, __file__, "inside"])
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
sysctl = Path("/proc/sys/net/ipv4")
(sysctl / "ip_local_port_range").write_text("40000 40999")
(sysctl / "tcp_tw_reuse").write_text("0")


# --8<-- [start:close]
def connections(client_first: bool, port: int) -> str:
    with socket.create_server(("127.0.0.1", port)) as listener:
        for count in range(3000):
            client = socket.socket()
            try:
                client.connect(listener.getsockname())
            except OSError as error:
                return f"{count}, then {errno.errorcode[error.errno]}"
            server = listener.accept()[0]
            for end in (client, server) if client_first else (server, client):
                end.close()
    return "all 3000"


print(f"the server closes first: {connections(False, 8001)}")
print(f"the client closes first: {connections(True, 8002)}")
# --8<-- [end:close]
