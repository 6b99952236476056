"""One authoritative server, one caching resolver, and a clock that we move by hand."""

import socket
import threading
import types

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset

SOA = "ns.shop.test. admin.shop.test. 1 7200 900 1209600 300"  # the last: MINIMUM
ZONE = {
    "api.shop.test.": [("api.shop.test.", 60, "A", "10.0.0.1")],
    "www.shop.test.": [
        ("www.shop.test.", 3600, "CNAME", "lb.shop.test."),
        ("lb.shop.test.", 20, "A", "10.0.0.9"),
    ],
}
asked: list[str] = []


def serve(udp: socket.socket) -> None:
    while True:
        data, client = udp.recvfrom(4096)
        query = dns.message.from_wire(data)
        name = query.question[0].name.to_text()
        asked.append(name)
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.AA
        for owner, ttl, kind, value in ZONE.get(name, []):
            reply.answer.append(dns.rrset.from_text(owner, ttl, "IN", kind, value))
        if not reply.answer:
            reply.set_rcode(dns.rcode.NXDOMAIN)
            soa = dns.rrset.from_text("shop.test.", 3600, "IN", "SOA", SOA)
            reply.authority.append(soa)
        udp.sendto(reply.to_wire(), client)


udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("127.0.0.1", 0))
threading.Thread(target=serve, args=(udp,), daemon=True).start()

now = 1_000_000.0
dns.resolver.time = types.SimpleNamespace(time=lambda: now, sleep=lambda _: None)
resolver = dns.resolver.Resolver(configure=False)
resolver.nameservers, resolver.port = ["127.0.0.1"], udp.getsockname()[1]
resolver.cache = dns.resolver.LRUCache()


def ask(second: int, name: str) -> None:
    global now
    now, before = 1_000_000.0 + second, len(asked)
    try:
        answer = resolver.resolve(name)
        said = f"{answer[0]}, {answer.expiration - now:.0f} s left"
    except dns.resolver.NXDOMAIN:
        said = "NXDOMAIN"
    source = "asked the server" if len(asked) > before else "from the cache"
    print(f"{name} at {second:3} s: {said}, {source}")


# --8<-- [start:cases]
ask(0, "api.shop.test.")
ZONE["api.shop.test."] = [("api.shop.test.", 60, "A", "10.0.0.2")]  # failover
ask(59, "api.shop.test.")
ask(60, "api.shop.test.")

ask(100, "new.shop.test.")
ZONE["new.shop.test."] = [("new.shop.test.", 60, "A", "10.0.0.3")]  # created
ask(399, "new.shop.test.")
ask(400, "new.shop.test.")

ask(500, "www.shop.test.")  # (1)!
ask(519, "www.shop.test.")
ask(520, "www.shop.test.")
# --8<-- [end:cases]
