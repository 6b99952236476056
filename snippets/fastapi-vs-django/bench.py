# needs: postgresql
"""Starts the services, one process each, and loads them from this process."""

import contextlib
import os
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg

from snippets.services.process import free_port, healthy, running

UVICORN = [sys.executable, "-m", "uvicorn", "--no-access-log", "--log-level", "error"]
GUNICORN = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread",
            "--threads", "{threads}", "--log-level", "error"]
SERVERS = {
    "fastapi": [*UVICORN, "--port={port}", "fast_app:app"],
    "django, WSGI": [*GUNICORN, "--bind=127.0.0.1:{port}", "django_app:wsgi"],
    "django, ASGI": [*UVICORN, "--port={port}", "django_app:asgi"],
}


def tables() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"]) as db:
        db.execute("""
            CREATE TABLE author (id serial PRIMARY KEY, name text);
            CREATE TABLE book (id serial PRIMARY KEY, title varchar(100), yen int,
                               author_id int REFERENCES author);
            INSERT INTO author (name)
            SELECT 'author ' || n FROM generate_series(1, 20) n;
            INSERT INTO book (title, yen, author_id)
            SELECT 'book ' || n, 100 * n, 1 + n % 20 FROM generate_series(1, 500) n""")


@contextlib.contextmanager
def served(name: str, threads=10, **environment: str) -> Iterator[tuple[int, int]]:
    """Run one of SERVERS until the block ends; yield its port and process id."""
    port = free_port()
    command = [part.format(port=port, threads=threads) for part in SERVERS[name]]
    with running(command, name=name, log=Path("server.log"), cwd=Path(__file__).parent,
                 ready=lambda: healthy(f"http://127.0.0.1:{port}/plain"),
                 env={**os.environ, **environment}) as process:
        yield port, process.pid


# --8<-- [start:load]
def load(port: int, path: str, clients: int, seconds: float) -> tuple[list, float]:
    """`clients` connections, each waiting for its answer: milliseconds, requests/s."""
    ask = f"GET {path} HTTP/1.1\r\nHost: lab\r\n\r\n".encode()
    waiting, took = selectors.DefaultSelector(), []
    for _ in range(clients):
        one = socket.create_connection(("127.0.0.1", port))
        one.sendall(ask)
        waiting.register(one, selectors.EVENT_READ, [time.perf_counter(), b""])
    end = (begin := time.perf_counter()) + seconds
    while waiting.get_map():
        for key, _ in waiting.select():
            state, now = key.data, time.perf_counter()
            state[1] += key.fileobj.recv(65536)
            head, _, body = state[1].partition(b"\r\n\r\n")
            length = head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]
            if not length or len(body) < int(length):
                continue
            assert b" 200 " in head[:15], state[1]
            took.append((now - state[0]) * 1000)
            if now < end:
                key.fileobj.sendall(ask)
                state[:] = [now, b""]
            else:
                waiting.unregister(key.fileobj)
                key.fileobj.close()
    return took, len(took) / (time.perf_counter() - begin)
# --8<-- [end:load]


def family(pid: int) -> list[int]:
    """The process and its children, such as gunicorn's worker."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def cpu(pid: int) -> float:
    """Seconds of CPU that the server has used."""
    used = [Path(f"/proc/{p}/stat").read_text().split()[13:15] for p in family(pid)]
    return sum(int(u) + int(s) for u, s in used) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float:
    """MiB of the server, pages shared with others in part."""
    texts = [Path(f"/proc/{p}/smaps_rollup").read_text() for p in family(pid)]
    return sum(int(t.split("Pss:")[1].split()[0]) for t in texts) / 1024


def try_service(name: str) -> None:
    """Print what the service answers."""
    tables()
    with served(name) as (port, _), \
            httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        dune = {"title": "Dune", "author_id": 1, "author": 1}
        for answer in (client.get("/books/7"), client.get("/books/0"),
                       client.post("/books", json={**dune, "yen": 1200}),
                       client.post("/books", json={**dune, "yen": 0})):
            text = answer.text[:60].strip().split("\n")[0]
            method, path = answer.request.method, answer.url.path
            print(f"{method} {path}: {answer.status_code} {text}")
        books = client.get("/books").json()
        print(f"GET /books: {len(books)} books, the first by {books[0]['author']}")


if __name__ == "__main__":
    tables()
    for name in SERVERS:
        with served(name) as (port, _):
            print(f"{name} answers: {len(load(port, '/plain', 2, 0.1)[0]) > 0}")
