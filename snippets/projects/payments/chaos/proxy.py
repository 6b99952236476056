"""A TCP proxy that delays, cuts in the middle of an answer, or falls silent."""

import asyncio
import random
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

CHUNK = 65_536


@dataclass
class Faults:
    """Chances for each chunk of bytes; `silent` swallows everything, both ways."""

    cut: float = 0.0
    delay: float = 0.0
    delay_most: float = 0.3
    silent: bool = False


class Proxy:
    """Listens at `port` and connects each client to the port that `target` names."""

    def __init__(
        self, target: Callable[[], int], faults: Faults, rng: random.Random
    ) -> None:
        self.target, self.faults, self.rng = target, faults, rng
        self.port, self.cuts = 0, 0
        self.connections: list[list[asyncio.Task]] = []

    async def start(self) -> "Proxy":
        """Listen on a free port of loopback."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return self

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            to = await asyncio.open_connection("127.0.0.1", self.target())
        except OSError:
            return writer.transport.abort()
        pumps = [self._pump(reader, to[1]), self._pump(to[0], writer)]
        tasks = [asyncio.ensure_future(pump) for pump in pumps]
        self.connections.append(tasks)
        with suppress(asyncio.CancelledError):  # the program ends
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        self.connections.remove(tasks)
        writer.transport.abort()
        to[1].transport.abort()
        return None

    def close(self) -> None:
        """Close all connections, on both sides: the client was killed."""
        for task in (task for tasks in self.connections for task in tasks):
            task.cancel()

    # --8<-- [start:pump]
    async def _pump(self, reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(OSError):
            while chunk := await reader.read(CHUNK):
                if self.faults.silent:
                    await asyncio.Event().wait()
                if self.rng.random() < self.faults.delay:
                    await asyncio.sleep(self.rng.uniform(0, self.faults.delay_most))
                if self.rng.random() < self.faults.cut:
                    self.cuts += 1
                    writer.write(chunk[: len(chunk) // 2])  # half an answer
                    await writer.drain()
                    return
                writer.write(chunk)
                await writer.drain()
    # --8<-- [end:pump]
