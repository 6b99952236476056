"""A header and a body in two writes: Nagle's algorithm waits for a delayed ACK."""

import socket
import statistics
import threading
import time

ROUNDS = 40


def serve(listener: socket.socket) -> None:
    peer, _ = listener.accept()
    received = 0
    while data := peer.recv(4096):
        received += len(data)
        if received >= 200:  # header and body are here: answer
            received -= 200
            peer.sendall(b"ok")


def median_ms(no_delay: bool, writes: list[bytes]) -> float:
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(listener,), daemon=True).start()
    with socket.create_connection(listener.getsockname()) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, no_delay)
        times = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            for data in writes:
                client.send(data)  # (1)!
            client.recv(16)
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


header, body = b"h" * 100, b"b" * 100
stalled = median_ms(False, [header, body])
no_delay = median_ms(True, [header, body])
one_write = median_ms(False, [header + body])
print(f"write, write, read: ≈ {stalled:.1f} ms")
print(f"the same with TCP_NODELAY: ≈ {no_delay:.2f} ms")
print(f"one write, read: ≈ {one_write:.2f} ms")
assert 35 < stalled < 200, stalled  # (2)!
assert no_delay < stalled / 4 and one_write < stalled / 4
