import ipaddress
import re
import socket
from urllib.parse import urlsplit

from urllib3.util import parse_url

SPELLINGS = """127.0.0.1 127.0.0.2 2130706433 0x7f000001 0177.0.0.1 0x7f.1 127.1 127.0.1
017700000001 127.0.0.01 0 0.0.0.0 localhost LOCALHOST [::1] [::] [0:0::0:1]
[::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1] [64:ff9b::7f00:1]
127。0。0。1 ①②⑦.0.0.1 169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376
169.254.43518 [::ffff:a9fe:a9fe] [fd00:ec2::254] 10.0.0.1 100.64.0.1 168.63.129.16
192.0.0.192 192.88.99.1 [fec0::1] [64:ff9b:1::7f00:1] [::ffff:0:7f00:1]
[5f00::1]""".split()
ALLOWED = "8.8.8.8 1.1.1.1 [2606:4700:4700::1111] 134744072".split()


def by_text(host):
    """A list that people write: refuses what it recognises."""
    known = r"localhost|127\.|10\.|192\.168\.|169\.254\.|0\.0\.0\.0|\[::1\]"
    return re.match(known, host)


def by_parser(host):
    """Parses the text; what is no address is taken for a name, and passes."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_private
    except ValueError:
        return False


# --8<-- [start:guard]
NAT64, COMPATIBLE, UNICAST = (
    ipaddress.ip_network(n) for n in ("64:ff9b::/96", "::/96", "2000::/3"))
OURS = [ipaddress.ip_network(n) for n in (  # (1)!
    "168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24")]


def inner(ip):
    """The IPv4 address that is packed into an IPv6 one, or the address itself."""
    if ip.version == 6:
        if packed := ip.ipv4_mapped or ip.sixtofour:
            return packed
        if ip in NAT64 or (ip in COMPATIBLE and int(ip) > 1):  # (2)!
            return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def closed(ip):
    return (not ip.is_global or ip.is_multicast  # (3)!
            or any(ip in network for network in OURS)
            or ip.version == 6 and ip not in UNICAST)  # (4)!


def public(host, port=80):
    """Return an address to connect to, or None if any of them is not public."""
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)  # (5)!
    addresses = [ipaddress.ip_address(sockaddr[0]) for *_, sockaddr in found]
    if any(closed(inner(ip)) for ip in addresses):
        return None
    return str(addresses[0])  # (6)!
# --8<-- [end:guard]


print(f"{'spelling':<22}{'connects to':<22}text list   parser   resolved")
passed, by_table = {"text": 0, "parser": 0, "guard": 0}, 0
shown = """127.0.0.1 2130706433 0177.0.0.1 127.1 0 [::] [::ffff:7f00:1] [::127.0.0.1]
[64:ff9b::7f00:1] 0x7f.1 2852039166 100.64.0.1 168.63.129.16 [fec0::1]"""
for host in SPELLINGS:
    to = socket.getaddrinfo(host.strip("[]"), 80, type=socket.SOCK_STREAM)[0][4][0]
    by_table += inner(ipaddress.ip_address(to)).is_global
    verdicts = [not by_text(host), not by_parser(host), public(host) is not None]
    for name, through in zip(passed, verdicts, strict=True):
        passed[name] += through
    if host in shown.split():
        words = ["passes" if v else "-" for v in verdicts]
        print(f"{host:<22}{to:<22}{words[0]:<12}{words[1]:<9}{words[2]}")
print(f"spellings: {len(SPELLINGS)}")
for name, label in zip(passed, ("text list", "parser", "resolved and unpacked")):
    print(f"passed by the {label}: {passed[name]}")
print(f"passed by is_global after unpacking: ≈ {by_table}")  # by patch version
for host in ALLOWED:
    assert public(host), host
assert passed["guard"] == 0 < by_table < passed["parser"], (passed, by_table)
assert public("[2002:7f00:1::]") is None
odd = r"http://127.0.0.1\@shop.example/"
print(f"urlsplit sees: {urlsplit(odd).hostname}")
print(f"urllib3 goes to: {parse_url(odd).host}")
print(f"public addresses let through: {len(ALLOWED)} of {len(ALLOWED)}")
