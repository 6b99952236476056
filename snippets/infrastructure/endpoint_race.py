# A Pod is told to stop; the proxies hear of it later. Real sockets, real refusals.
import socket
import threading
import time

LAG = 0.25  # seconds until the proxies have the new endpoint list


class Pod:
    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.address = self.listener.getsockname()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(64)
                connection.sendall(b"ok")

    # --8<-- [start:stop]
    def terminate(self, pre_stop: float):
        time.sleep(pre_stop)  # (1)!
        self.listener.shutdown(socket.SHUT_RDWR)  # (2)!
        self.listener.close()
    # --8<-- [end:stop]


def ask(address) -> bool:
    try:
        with socket.create_connection(address, timeout=2) as connection:
            connection.sendall(b"hello")
            return connection.recv(16) == b"ok"
    except OSError:
        return False


def delete_one(pre_stop: float) -> tuple[int, int]:
    pods = [Pod(), Pod()]
    endpoints = [pod.address for pod in pods]
    leaving = pods[0]
    threading.Thread(target=leaving.terminate, args=(pre_stop,)).start()
    threading.Timer(LAG, endpoints.remove, (leaving.address,)).start()
    failed = sent = 0
    until = time.monotonic() + max(LAG, pre_stop) + 0.3
    while time.monotonic() < until:
        known = list(endpoints)
        failed += not ask(known[sent % len(known)])
        sent += 1
        time.sleep(0.002)
    pods[1].terminate(0)
    return failed, sent


CASES = {"SIGTERM at once": 0, "preStop sleep longer than the lag": 1}
for name, pause in CASES.items():
    failed, sent = delete_one(pause)
    print(f"{name}, requests refused: {'≈ ' if failed else ''}{failed}")
    assert bool(failed) == (pause == 0) and sent > 20
