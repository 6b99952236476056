"""Queues that no dashboard shows: the kernel's, the event loop's, the thread pool's."""

import asyncio
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

# --8<-- [start:kernel]
listener = socket.create_server(("127.0.0.1", 0), backlog=5)  # nobody calls accept()
clients = []
while True:
    try:
        client = socket.create_connection(listener.getsockname(), timeout=0.5)
    except TimeoutError:  # (1)!
        break
    client.sendall(b"GET / HTTP/1.1\r\n\r\n")  # (2)!
    clients.append(client)
print("connections that the server never accepted:", len(clients))
# --8<-- [end:kernel]


# --8<-- [start:loop]
async def send(drain: bool) -> int:
    """Send 20 MB to a peer that does not read; return the bytes kept in the process."""
    peer = socket.create_server(("127.0.0.1", 0))
    reader, writer = await asyncio.open_connection(*peer.getsockname())
    chunk = bytes(100_000)
    for _ in range(200):
        writer.write(chunk)  # (3)!
        if drain:
            try:
                await asyncio.wait_for(writer.drain(), 0.2)
            except TimeoutError:
                break
    kept = writer.transport.get_write_buffer_size()
    writer.transport.abort()
    return kept
# --8<-- [end:loop]


careless, careful = asyncio.run(send(drain=False)), asyncio.run(send(drain=True))
print(f"write() without drain(), bytes in memory ≈ {careless:,}")
print(f"write() with drain(), bytes in memory ≈ {careful:,}")
assert careless > 10_000_000 > 200_000 > careful

release = threading.Event()
with ThreadPoolExecutor(max_workers=2) as pool:
    for _ in range(1000):
        pool.submit(release.wait)
    print("tasks waiting in a pool of 2 threads:", pool._work_queue.qsize())
    release.set()
print("limit of asyncio.Queue() when none is given:", asyncio.Queue().maxsize, "(none)")
assert len(clients) == 6
