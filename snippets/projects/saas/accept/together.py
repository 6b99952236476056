"""Requests that arrive at the same time."""

import json
import socket
import time
from collections import Counter
from urllib.parse import urlsplit


def statuses(url: str, path: str, bodies: list[dict], **headers: str) -> Counter[int]:
    """POST each of `bodies` on a connection of its own; count the answers' statuses.

    The last bytes go out together, so that all are worked on at once.
    """
    place, sockets = urlsplit(url), []
    encoded = [json.dumps(body).encode() for body in bodies]
    more = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    for body in encoded:
        sockets.append(socket.create_connection((place.hostname, place.port), 20))
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {place.netloc}\r\n{more}"
            "Content-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        sockets[-1].sendall(head.encode() + body[:-1])
    time.sleep(0.2)
    for one, body in zip(sockets, encoded, strict=True):
        one.sendall(body[-1:])
    answers = [one.recv(12).decode()[-3:] for one in sockets]
    for one in sockets:
        one.close()
    return Counter(map(int, answers))
