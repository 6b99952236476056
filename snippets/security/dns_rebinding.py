import http.client
import http.server
import socket
import socketserver
import threading
from urllib.parse import urljoin, urlsplit

import dns.message
import dns.query
import dns.rrset

WEB, METADATA = "127.0.0.80", "127.0.0.169"   # in this lab .80 is "the internet"
lookups, required = [], False


class Answers(socketserver.BaseRequestHandler):
    """A resolver: `rebind.test` is public at the first look, and not at the second."""
    def handle(self):
        data, sock = self.request
        query = dns.message.from_wire(data)
        name = query.question[0].name.to_text()
        lookups.append(name)
        to = METADATA if name == "rebind.test." and lookups.count(name) > 1 else WEB
        reply = dns.message.make_response(query)
        reply.answer = [dns.rrset.from_text(name, 0, "IN", "A", to)]
        sock.sendto(reply.to_wire(), self.client_address)


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        status, body = 200, b"a web page"
        if self.server.server_address[0] == METADATA:
            token = self.headers["X-aws-ec2-metadata-token"]
            status, body = (401, b"") if required and token != "T" else (200, b"SECRET")
        self.send_response(302 if self.path == "/redirect" else status)
        if self.path == "/redirect":
            self.send_header("Location", f"http://{METADATA}/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


def serve(server):
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


dns_server = serve(socketserver.UDPServer(("127.0.0.1", 0), Answers))
web = serve(http.server.ThreadingHTTPServer((WEB, 0), Site))
PORT = web.server_port
serve(http.server.ThreadingHTTPServer((METADATA, PORT), Site))


def resolve(host):
    if not host.endswith(".test"):
        return host
    reply = dns.query.udp(dns.message.make_query(host, "A"), "127.0.0.1", timeout=5,
                          port=dns_server.server_address[1])
    return reply.answer[0][0].address


# --8<-- [start:clients]
def check(address):
    if address != WEB:  # (1)!
        raise PermissionError(address)
    return address


class Connection(http.client.HTTPConnection):
    pinned = None

    def connect(self):
        self.sock = socket.create_connection(
            (self.pinned or resolve(self.host), self.port), timeout=5)  # (2)!


def fetch(url, pin, checks=None):
    for hop in range(5):
        part = urlsplit(url)
        connection = Connection(part.hostname, PORT)
        if hop == 0 or pin:                      # the naive client checks the first URL
            address = check(resolve(part.hostname))
            connection.pinned = address if pin else None  # (3)!
        connection.request("GET", part.path or "/")   # the Host header keeps the name
        response = connection.getresponse()
        if response.status != 302:
            return response.read().decode() or str(response.status)
        url = urljoin(url, response.headers["Location"])
# --8<-- [end:clients]


def attempt(url, pin):
    lookups.clear()
    try:
        return fetch(url, pin), len(lookups)
    except PermissionError:
        return "refused", len(lookups)


print(f"{'URL':<28}{'checks, then connects':<24}pinned")
for title, url in {"honest": "http://shop.test/", "metadata, directly":
                   f"http://{METADATA}/", "name that changes": "http://rebind.test/",
                   "redirect": "http://shop.test/redirect"}.items():
    (naive, n), (pinned, m) = attempt(url, False), attempt(url, True)
    print(f"{title:<28}{f'{naive} ({n})':<24}{pinned} ({m})")
    assert pinned == ("a web page" if title in ("honest", "name that changes")
                      else "refused") and m <= 1
assert attempt("http://rebind.test/", False) == ("SECRET", 2)
required = True                                  # IMDSv2: HttpTokens = required
for title in ("rebind.test/", "shop.test/redirect"):
    print(f"{title}, tokens required: {attempt('http://' + title, False)[0]}")
