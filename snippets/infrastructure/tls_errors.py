"""Wrong set-ups, and the exact words of the client's error."""

import datetime as dt
import socket
import ssl
import threading
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

DAY = dt.timedelta(days=1)
NOW = dt.datetime.now(dt.UTC)


def issue(name, issuer=None, ca=False, start=-1, days=30):
    """Write NAME.key and NAME.crt; returns what the next link of the chain needs."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    above, signer = issuer or (subject, key)
    certificate = (
        x509.CertificateBuilder(subject_name=subject, issuer_name=above)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + start * DAY)
        .not_valid_after(NOW + days * DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), False)
        .add_extension(x509.BasicConstraints(ca, None), True)
        .sign(signer, hashes.SHA256())
    )
    encode = serialization.Encoding.PEM
    Path(f"{name}.crt").write_bytes(certificate.public_bytes(encode))
    Path(f"{name}.key").write_bytes(
        key.private_bytes(
            encode,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return subject, key


def chain(name: str, *files: str) -> str:
    Path(f"{name}.pem").write_text("".join(Path(f).read_text() for f in files))
    return f"{name}.pem"


def attempt(what, server, client, name="shop.test"):
    ours, theirs = socket.socketpair()

    def serve():
        try:
            with server.wrap_socket(theirs, server_side=True) as peer:
                peer.sendall(b"hello")
        except OSError:
            theirs.close()

    threading.Thread(target=serve, daemon=True).start()
    step = "handshake"
    try:
        with client.wrap_socket(ours, server_hostname=name) as tls:
            step = "first read"
            tls.recv(9)
        said = "fine"
    except ssl.SSLCertVerificationError as error:
        said = f"{error.verify_message} ({error.verify_code})"
    except ssl.SSLError as error:
        words = str(error).partition("] ")[2].partition(" (")[0]
        said = f"{words}, in the {step}"
    print(f"{what}: {said}")


def server_with(certificate, key="shop.test.key", clients=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    if clients:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(clients)
    return context


root = issue("root", ca=True)
middle = issue("middle", root, ca=True)
issue("old.test", middle, start=-30, days=-1)
issue("early.test", middle, start=1)
issue("shop.test", middle)
# --8<-- [start:cases]
full = server_with(chain("full", "shop.test.crt", "middle.crt"))
expired = server_with(chain("old", "old.test.crt", "middle.crt"), "old.test.key")
early = server_with(chain("early", "early.test.crt", "middle.crt"), "early.test.key")
mutual = server_with("full.pem", clients="root.crt")
trusting = ssl.create_default_context(cafile="root.crt")
stranger = ssl.create_default_context()
modern = ssl.create_default_context(cafile="root.crt")
modern.minimum_version = ssl.TLSVersion.TLSv1_3
dated = server_with("full.pem")
dated.maximum_version = ssl.TLSVersion.TLSv1_2

attempt("full chain", full, trusting)
attempt("intermediate missing", server_with("shop.test.crt"), trusting)
attempt("root not trusted", full, stranger)
attempt("self-signed", server_with("root.crt", "root.key"), stranger, "root")
attempt("expired", expired, trusting, "old.test")
attempt("not yet valid", early, trusting, "early.test")
attempt("another name", full, trusting, "pay.test")
attempt("no common version", dated, modern)
attempt("mTLS without a certificate", mutual, trusting)
# --8<-- [end:cases]
