"""An ASGI application on a real port, for the labs of this page."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import uvicorn


@contextlib.contextmanager
def serve(app, **settings) -> Iterator[str]:
    """Run `app` in uvicorn, in a thread of its own; yield the address."""
    listener = socket.socket(proto=socket.IPPROTO_TCP)  # asyncio: no TCP_NODELAY else
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", **settings))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = server.force_exit = True  # hung requests do not hold us
        thread.join(10)


if __name__ == "__main__":
    import httpx
    from fastapi import FastAPI

    app = FastAPI()

    @app.get("/health")
    async def health():
        return {"ok": True}

    with serve(app) as address:
        answer = httpx.get(f"{address}/health")
    print(f"GET /health: {answer.status_code} {answer.text}")
    assert answer.json() == {"ok": True}
