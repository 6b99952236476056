"""A model provider on a free loopback port that fails as it is told."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Script = Callable[["Handler", dict], None]


class Handler(BaseHTTPRequestHandler):
    """One request to the provider."""

    protocol_version = "HTTP/1.1"
    server: "Provider"

    def do_POST(self) -> None:  # noqa: N802  the base class names it
        """Note the request and do what the script says."""
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with self.server.lock:
            self.server.seen.append(body)
            scripts = self.server.scripts
            script = scripts.pop(0) if scripts else self.server.usual
        with suppress(BrokenPipeError, ConnectionResetError):
            script(self, body)

    def begin(self, kind: str = "text/event-stream") -> None:
        """Send the head of a stream."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def send(self, data: bytes) -> None:
        """Send a piece of a stream."""
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def end(self) -> None:
        """End a stream as HTTP does."""
        self.wfile.write(b"0\r\n\r\n")

    def reset(self) -> None:
        """End the connection so that the other side sees a reset."""
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True
        self.connection.close()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Provider(ThreadingHTTPServer):
    """seen: the bodies that came; scripts: for the next requests, then `usual`."""

    request_queue_size = 512
    daemon_threads = True

    def __init__(self, usual: Script) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.usual, self.scripts, self.seen = usual, [], []
        self.lock, self.left = threading.Lock(), threading.Event()

    @property
    def url(self) -> str:
        """Where its protocol begins."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, *_: object) -> None:
        """A client that goes away is nothing special."""


@contextmanager
def provider(usual: Script | None = None) -> Iterator[Provider]:
    """Run a provider until the block ends."""
    server = Provider(usual or says("hello"))
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def event(value: dict) -> bytes:
    """Return one event of a stream."""
    return b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n"


def delta(
    content: str | None = None, finish: str | None = None, **more: object
) -> dict:
    """Return one chunk with one choice."""
    said = {} if content is None else {"content": content}
    choice = {"index": 0, "delta": said | more, "finish_reason": finish}
    return {"id": "p", "object": "chat.completion.chunk", "choices": [choice]}


def used(prompt: int, completion: int) -> dict:
    """Return the chunk with the usage."""
    usage = {"prompt_tokens": prompt, "completion_tokens": completion}
    return {"choices": [], "usage": usage | {"total_tokens": prompt + completion}}


def stream(text: str, usage: dict | None = None, finish: str = "stop") -> list[bytes]:
    """Return the events of a whole answer: a word a token."""
    words = [word + " " for word in text.split()]
    chunks = [delta(role="assistant"), *map(delta, words), delta(finish=finish)]
    chunks.append(usage or used(5, len(words)))
    return [*map(event, chunks), b"data: [DONE]\n\n"]


def calls(part: object) -> Script:
    """Answer with a whole stream that holds this part of a tool call, and no more."""
    chunks = [delta(tool_calls=[part]), delta(finish="tool_calls")]
    return raw(b"".join(map(event, chunks)) + b"data: [DONE]\n\n")


def says(text: str, usage: dict | None = None, pause: float = 0) -> Script:
    """Answer with `text`, `pause` seconds between the events."""

    def script(handler: Handler, _body: dict) -> None:
        handler.begin()
        for data in stream(text, usage):
            time.sleep(pause)
            handler.send(data)
        handler.end()

    return script


def cut(data: bytes, at: int, reset: bool = False) -> Script:
    """Send the first `at` bytes of a stream; then end it in order, or reset."""

    def script(handler: Handler, _body: dict) -> None:
        handler.begin()
        if at:
            handler.send(data[:at])
        handler.reset() if reset else handler.end()

    return script


def status(code: int, message: str = "no", **headers: str) -> Script:
    """Answer with an error."""

    def script(handler: Handler, _body: dict) -> None:
        data = json.dumps({"error": {"message": message}}).encode()
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return script


def raw(data: bytes, kind: str = "text/event-stream") -> Script:
    """Answer 200 with these bytes."""

    def script(handler: Handler, _body: dict) -> None:
        handler.begin(kind)
        handler.send(data)
        handler.end()

    return script


def stalls(after: int, seconds: float = 5) -> Script:
    """Send `after` words, then nothing; set `left` when the caller has gone."""

    def script(handler: Handler, _body: dict) -> None:
        handler.begin()
        for data in stream("word " * 50)[: after + 1] if after else []:
            handler.send(data)
        handler.connection.settimeout(seconds)
        with suppress(TimeoutError, OSError):
            if handler.connection.recv(1) == b"":
                handler.server.left.set()
        handler.close_connection = True

    return script
