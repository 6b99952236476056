"""A TCP proxy that fails on command, and what an HTTP client sees of each failure."""

import asyncio
import contextlib
import ctypes
import os
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx


# --8<-- [start:proxy]
def drop_all_packets(sock) -> None:
    """Let the kernel throw away what arrives at this socket, before any ACK."""
    rule = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))  # (1)!
    program = struct.pack("HP", 1, ctypes.addressof(rule))
    sock.setsockopt(socket.SOL_SOCKET, 26, program)  # SO_ATTACH_FILTER


class FaultProxy:
    """Forwards TCP to `upstream`; `inject` breaks open and new connections."""

    def __init__(self, host: str, port: int):
        self.upstream, self.fault = (host, port), "none"
        self.open, self.forgotten = set(), set()  # connections

    def __enter__(self):
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        start = asyncio.start_server(self.serve, "127.0.0.1", 0)
        started = asyncio.run_coroutine_threadsafe(start, self.loop)
        self.listener = started.result().sockets[0]
        self.port = self.listener.getsockname()[1]
        return self

    def __exit__(self, *_):
        self.inject("reset")

    def inject(self, fault: str) -> None:
        self.fault, self.forgotten = fault, set(self.open)
        if fault == "black hole":
            drop_all_packets(self.listener)
            for client in self.open:
                drop_all_packets(client.get_extra_info("socket"))
        if fault == "reset":
            for client in self.forgotten:
                self.loop.call_soon_threadsafe(self.cut, client)

    def cut(self, client) -> None:
        sock, rst = client.get_extra_info("socket"), struct.pack("ii", 1, 0)  # (2)!
        client.is_closing() or sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, rst)
        client.transport.abort()

    async def serve(self, reader, client):
        self.open.add(client)
        from_server, to_server = await asyncio.open_connection(*self.upstream)
        pumps = [asyncio.create_task(self.pump(reader, to_server, "request", client)),
                 asyncio.create_task(self.pump(from_server, client, "answer", client))]
        await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        self.open.discard(client)
        to_server.close(), client.close()

    async def pump(self, source, sink, what, client):
        with contextlib.suppress(OSError):
            while data := await source.read(65536):
                lost = self.fault == "half-open" and client in self.forgotten
                if self.fault == "reset" or (lost and what == "request"):
                    return self.cut(client)
                if lost or self.fault in ("stall", "black hole", f"lost {what}"):
                    continue  # (3)!
                await asyncio.sleep(0.2 if self.fault == "delay" else 0)
                sink.write(data)
                await sink.drain()
# --8<-- [end:proxy]


class Orders(BaseHTTPRequestHandler):
    protocol_version, done = "HTTP/1.1", 0  # 1.1: connections are kept

    def do_GET(self):
        Orders.done += 1
        time.sleep(0.6 if self.path == "/slow" else 0)
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    def log_message(self, *_):
        pass


def ask(client: httpx.Client, url: str) -> str:
    before = Orders.done
    try:
        seen = str(client.get(url).status_code)
    except httpx.HTTPError as error:
        seen = type(error).__name__
    return seen if Orders.done == before else seen + ", done"


if __name__ == "__main__":
    origin = ThreadingHTTPServer(("127.0.0.1", 0), Orders)
    origin.handle_error = lambda *_: None
    threading.Thread(target=origin.serve_forever, daemon=True).start()
    seen, form = {}, "{:12}  {:17}  {:17}  {}"
    print(form.format("fault", "while waiting", "kept connection", "new connection"))
    for fault in ("none", "delay", "stall", "lost answer", "black hole",
                  "half-open", "reset"):
        with FaultProxy(*origin.server_address) as proxy, \
                httpx.Client(timeout=1.2) as kept, httpx.Client(timeout=1.2) as waiting:
            url = f"http://127.0.0.1:{proxy.port}/"
            kept.get(url)  # opens the connection that is kept
            threading.Timer(0.3, proxy.inject, [fault]).start()
            first, then = ask(waiting, url + "slow"), ask(kept, url)
            seen[fault] = first, then, ask(httpx.Client(timeout=1.2), url)
            print(form.format(fault, *seen[fault]))
    assert seen["half-open"][1:] == ("ReadError", "200, done")
    assert seen["lost answer"][1] == "ReadTimeout, done" != seen["stall"][1]
    os._exit(0)
