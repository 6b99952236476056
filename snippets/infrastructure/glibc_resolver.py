# timeout: 60
"""What getaddrinfo() of the C library really sends, seen by a server of our own."""

import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

if "inside" not in sys.argv:
    if subprocess.run(["unshare", "-Urnm", "true"]).returncode:
        sys.exit("this lab needs user namespaces, and they are forbidden here")
    os.execvp("unshare", ["unshare", "-Urnm", sys.executable, __file__, "inside"])
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
Path("nsswitch").write_text("hosts: files dns\n")
subprocess.run(["mount", "--bind", "nsswitch", "/etc/nsswitch.conf"], check=True)

asked: list[str] = []
silent = threading.Event()


def reply(data: bytes, transport: str) -> bytes:
    query = dns.message.from_wire(data)
    question = query.question[0]
    kind = dns.rdatatype.to_text(question.rdtype)
    asked.append(f"{question.name} {kind} {transport}")
    answer = dns.message.make_response(query, recursion_available=True)
    if question.name.to_text() not in ("api.shop.test.", "many.shop.test."):
        answer.set_rcode(dns.rcode.NXDOMAIN)
    elif kind == "A":
        count = 1 if "api" in question.name.to_text() else 100
        values = [f"10.0.0.{number}" for number in range(1, count + 1)]
        found = dns.rrset.from_text_list(question.name, 60, "IN", "A", values)
        answer.answer.append(found)
        if transport == "UDP" and count > 1:
            answer.answer.clear()
            answer.flags |= dns.flags.TC  # "too long for a datagram: ask over TCP"
    return answer.to_wire()


def over_udp() -> None:
    while True:
        data, client = udp.recvfrom(4096)
        if silent.is_set():
            asked.append("no answer")
        else:
            udp.sendto(reply(data, "UDP"), client)


def over_tcp() -> None:
    while True:
        peer, _ = tcp.accept()
        while size := peer.recv(2):
            answer = reply(peer.recv(int.from_bytes(size)), "TCP")
            peer.sendall(len(answer).to_bytes(2) + answer)


udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("127.0.0.1", 53))
tcp = socket.create_server(("127.0.0.1", 53))
for server in (over_udp, over_tcp):
    threading.Thread(target=server, daemon=True).start()


def look_up(name: str, options: str) -> tuple[int, float]:
    """Resolve `name` with this resolv.conf: number of addresses, seconds."""
    asked.clear()
    Path("resolv").write_text(f"nameserver 127.0.0.1\n{options}\n")
    subprocess.run(["mount", "--bind", "resolv", "/etc/resolv.conf"], check=True)
    began = time.monotonic()
    try:
        found = len(socket.getaddrinfo(name, 443, type=socket.SOCK_STREAM))
    except socket.gaierror:
        found = 0
    return found, time.monotonic() - began


# --8<-- [start:cases]
SEARCH = "search pay.svc.cluster.local svc.cluster.local cluster.local"
look_up("api.shop.test", SEARCH + "\noptions ndots:5")  # (1)!
for line in filter(lambda line: " A " in line, asked):
    print(line)
print(f"queries, ndots:5: {len(asked)}")
look_up("api.shop.test.", SEARCH + "\noptions ndots:5")
print(f"queries with a dot at the end: {len(asked)}")
look_up("api.shop.test", SEARCH + "\noptions ndots:2")
print(f"queries, ndots:2: {len(asked)}")
look_up("api.shop.test", SEARCH)
print(f"queries with ndots:1, the default: {len(asked)}")
look_up("api.shop.test", SEARCH)
print(f"queries the second time: {len(asked)}")
found, _ = look_up("many.shop.test", "")
ways = dict.fromkeys(line.split()[2] for line in asked)
print(f"{found} addresses: {', then '.join(ways)}")
silent.set()
_, took = look_up("api.shop.test", "options timeout:1 attempts:2")
print(f"dead server, timeout:1 attempts:2: gave up after ≈ {took:.0f} s")
# --8<-- [end:cases]
assert 1.9 < took < 10, took
