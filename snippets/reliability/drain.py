"""SIGTERM while one request runs and one hangs: who finishes, and when it is gone."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx

Path("shop.py").write_text('''
import asyncio
from fastapi import FastAPI
app = FastAPI()

@app.get("/{seconds}")
async def work(seconds: float):
    await asyncio.sleep(seconds)
    return "done"
''')


def start(*options):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "shop:app", "--port", str(port),
               "--log-level", "critical", *options]
    server = subprocess.Popen(command, env=dict(os.environ, PYTHONPATH="."))
    while True:
        try:
            httpx.get(f"http://127.0.0.1:{port}/0")
            return server, port
        except httpx.ConnectError:
            time.sleep(0.05)


# --8<-- [start:drain]
def drain(label, *options):
    server, port = start(*options)
    client, ends = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30), {}

    def ask(seconds):
        try:
            ends[seconds] = client.get(f"/{seconds}").text
        except httpx.HTTPError as error:
            ends[seconds] = type(error).__name__

    threads = [threading.Thread(target=ask, args=(n,)) for n in (1.0, 20.0)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    server.send_signal(signal.SIGTERM)
    asked = time.monotonic()
    threads[0].join()
    try:
        httpx.get(f"http://127.0.0.1:{port}/0")
    except httpx.ConnectError:
        print(f"{label}, new connection: refused")
    print(f"{label}, request of 1 s: {ends[1.0]}")
    try:
        server.wait(4 - (time.monotonic() - asked))
        print(f"{label}, gone after: ≈ {time.monotonic() - asked:.1f} s")
    except subprocess.TimeoutExpired:
        print(f"{label}, after 4 s: still there")
        server.kill()  # (1)!
    threads[1].join()
    print(f"{label}, hung request: {ends[20.0]}")
    return server.wait()
# --8<-- [end:drain]


assert drain("default") == -signal.SIGKILL
assert drain("limit 2 s", "--timeout-graceful-shutdown", "2") != -signal.SIGKILL
