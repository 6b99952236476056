"""Connect, read, write, pool: four timeouts, and the call that none of them ends."""

import asyncio
import socket
import threading
import time

import httpx

from snippets.distributed.fault_proxy import drop_all_packets


def server(behave) -> str:
    """Listen on a free port; `behave` gets each accepted socket."""
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            sock, _ = listener.accept()
            threading.Thread(target=behave, args=[sock], daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}/"


def trickle(sock: socket.socket) -> None:
    """Answer one byte every 0.2 s, for 3 s."""
    sock.recv(65536)
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n")
    for _ in range(15):
        time.sleep(0.2)
        sock.sendall(b".")


def silent(sock: socket.socket) -> None:
    time.sleep(60)


unreachable = socket.create_server(("127.0.0.1", 0))
drop_all_packets(unreachable)
nobody = f"http://127.0.0.1:{unreachable.getsockname()[1]}/"
mute, slow = server(silent), server(trickle)
# --8<-- [start:calls]
half = httpx.Timeout(0.5)  # (1)!


async def pool(client: httpx.AsyncClient) -> None:
    """One connection is allowed, and somebody has it."""
    first = asyncio.create_task(client.get(mute, timeout=2))
    await asyncio.sleep(0.1)
    try:
        await client.get(mute)
    finally:
        first.cancel()


async def total(client: httpx.AsyncClient) -> None:
    async with asyncio.timeout(0.5):  # (2)!
        await client.get(slow)


calls = {
    "nobody answers the SYN": lambda client: client.get(nobody),
    "no byte of an answer": lambda client: client.get(mute),
    "nobody reads 50 MB": lambda client: client.post(mute, content=bytes(50_000_000)),
    "pool is empty": pool,
    "a byte every 0.2 s": lambda client: client.get(slow),
    "the same, total 0.5 s": total,
}
# --8<-- [end:calls]


async def main() -> None:
    for case, call in calls.items():
        limits = httpx.Limits(max_connections=1)
        async with httpx.AsyncClient(timeout=half, limits=limits) as client:
            start = time.monotonic()
            try:
                await call(client)
                outcome = "200"
            except (httpx.TimeoutException, TimeoutError) as error:
                outcome = type(error).__name__
            took = time.monotonic() - start
            print(f"{case:22}  {outcome:14}  ≈ {took:.1f} s")
            assert took > 2.5 if outcome == "200" else took < 2, case


asyncio.run(main())
