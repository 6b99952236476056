import contextlib
import datetime
import smtplib
import socketserver
import ssl
import threading
import urllib.request

import httpx
import psycopg
import redis
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "anybody")])
key = ec.generate_private_key(ec.SECP256R1())
now = datetime.datetime.now(datetime.UTC)
made = x509.CertificateBuilder(NAME, NAME, key.public_key(), 1, now,
                               now + datetime.timedelta(1)).sign(key, hashes.SHA256())
with open("server.pem", "wb") as file:
    file.write(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption()))  # fmt: skip
    file.write(made.public_bytes(serialization.Encoding.PEM))
tls_server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls_server.load_cert_chain("server.pem")


class Impostor(socketserver.StreamRequestHandler):  # it signed its own certificate
    def handle(self):
        with contextlib.suppress(OSError):
            if self.server.speaks == "smtp":
                self.wfile.write(b"220 x\r\n")
                while (line := self.rfile.readline()) and line[:8] != b"STARTTLS":
                    self.wfile.write(b"250-x\r\n250 STARTTLS\r\n")
                self.wfile.write(b"220 go\r\n")
            if self.server.speaks == "postgresql":
                self.rfile.read(8)
                self.wfile.write(b"S")
            with tls_server.wrap_socket(self.connection, server_side=True) as tls:
                self.server.believed |= bool(tls.recv(1))  # the client talks on
                if self.server.speaks == "postgresql":
                    tls.recv(1000)
                    tls.sendall(b"R\0\0\0\x08\0\0\0\x03")  # password, in clear text
                    self.server.told |= b"hunter2" in tls.recv(1000)


def talks_to_an_impostor(speaks, client):
    with socketserver.TCPServer(("127.0.0.1", 0), Impostor) as server:
        server.speaks, server.believed, server.told = speaks, False, False
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        with contextlib.suppress(Exception):
            client(server.server_address[1])
        server.shutdown()
        thread.join()
        return server.believed, server.told


# --8<-- [start:clients]
def mail(port, **options):
    with smtplib.SMTP("127.0.0.1", port, timeout=3) as client:
        client.starttls(**options)
        client.noop()


def database(port, **options):
    psycopg.connect(host="127.0.0.1", port=port, user="u", password="hunter2",
                    connect_timeout=3, **options)


CLIENTS = {
    "urllib": ("https", lambda p: urllib.request.urlopen(f"https://127.0.0.1:{p}")),
    "requests": ("https", lambda p: requests.get(f"https://127.0.0.1:{p}")),
    "httpx": ("https", lambda p: httpx.get(f"https://127.0.0.1:{p}")),
    "httpx, verify=False": (
        "https", lambda p: httpx.get(f"https://127.0.0.1:{p}", verify=False)),
    "redis, rediss://": (
        "redis", lambda p: redis.from_url(f"rediss://127.0.0.1:{p}").ping()),
    "smtplib, starttls()": ("smtp", mail),
    "smtplib, starttls(context=...)": (
        "smtp", lambda p: mail(p, context=ssl.create_default_context())),
    "libpq": ("postgresql", database),
    "libpq, sslmode=require": (
        "postgresql", lambda p: database(p, sslmode="require")),
    "libpq, require_auth=scram-sha-256": (
        "postgresql", lambda p: database(p, require_auth="scram-sha-256")),
    "libpq, channel_binding=require": (
        "postgresql", lambda p: database(p, channel_binding="require")),
    "libpq, sslmode=verify-full": (
        "postgresql",
        lambda p: database(p, sslmode="verify-full", sslrootcert="system")),
}  # fmt: skip
# --8<-- [end:clients]
believed = {name: talks_to_an_impostor(*client) for name, client in CLIENTS.items()}
for name, (yes, told) in believed.items():
    said = "talks to the impostor" + ", tells the password" * told
    print(f"{name}: {said if yes else 'refuses'}")
assert [name for name, (yes, _) in believed.items() if yes] == [
    "httpx, verify=False", "smtplib, starttls()", "libpq", "libpq, sslmode=require",
    "libpq, require_auth=scram-sha-256", "libpq, channel_binding=require",
]  # fmt: skip
told = [name for name, (_, told) in believed.items() if told]
assert told == ["libpq", "libpq, sslmode=require"]
