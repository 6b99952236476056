"""A network link to a server, which can be cut, or go silent."""

import asyncio
import threading
from asyncio import StreamReader, StreamWriter
from contextlib import suppress
from urllib.parse import urlsplit

_PART = 65536


class Link:
    """Forwards a port of 127.0.0.1 to the server of `dsn`, in a thread of its own.

    state: "up"; "cut" refuses new connections and resets those there are; "silent"
    takes bytes and passes none on, as a lost route or a stopped server does.
    """

    def __init__(self, dsn: str) -> None:
        self._to = urlsplit(dsn)
        self.state = "up"
        self._open: set[StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        started = asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._server = self._loop.run_until_complete(started)
        self.port = self._server.sockets[0].getsockname()[1]
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    @property
    def dsn(self) -> str:
        """The address through this link."""
        user = self._to.netloc.rpartition("@")[0]
        return self._to._replace(netloc=f"{user}@127.0.0.1:{self.port}").geturl()

    def become(self, state: str) -> None:
        """Go over to `state`."""
        self.state = state
        if state == "cut":
            self._loop.call_soon_threadsafe(self._reset)

    def _reset(self) -> None:
        for writer in self._open:
            writer.transport.abort()

    async def _serve(self, near: StreamReader, back: StreamWriter) -> None:
        if self.state == "cut":
            back.transport.abort()
            return
        far, forth = await asyncio.open_connection(self._to.hostname, self._to.port)
        self._open |= {back, forth}
        await asyncio.gather(self._pass(near, forth), self._pass(far, back))
        self._open -= {back, forth}

    async def _pass(self, source: StreamReader, to: StreamWriter) -> None:
        with suppress(OSError):
            while part := await source.read(_PART):
                while self.state == "silent":
                    await asyncio.sleep(0.02)
                to.write(part)
                await to.drain()
        to.close()
