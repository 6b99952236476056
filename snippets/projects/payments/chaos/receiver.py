"""A receiver of webhooks that checks signatures and counts arrivals by id."""

import asyncio
import base64
from asyncio import StreamReader, StreamWriter
from collections import Counter

from payments import signing


class Receiver:
    """Answers 204; `arrived` counts by webhook-id, `wrong` the bad signatures."""

    def __init__(self) -> None:
        self.arrived: Counter[str] = Counter()
        self.wrong, self.port, self.secret = 0, 0, b""

    async def start(self) -> "Receiver":
        """Listen on a free port of loopback."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return self

    def trust(self, secret: str) -> None:
        """Take the secret that the service told."""
        self.secret = base64.b64decode(secret.removeprefix(signing.PREFIX))

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[1:]
            got = {k.lower(): v for k, _, v in (line.partition(": ") for line in head)}
            body = (await reader.readexactly(int(got["content-length"]))).decode()
            at = int(got["webhook-timestamp"])
            right = signing.headers(self.secret, got["webhook-id"], at, body)
            self.wrong += right["webhook-signature"] != got["webhook-signature"]
            self.arrived[got["webhook-id"]] += 1
            writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass  # the other side was killed, or the proxy cut
        writer.close()
