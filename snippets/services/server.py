"""What every system hands to the snippet that needs it."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from snippets.services.process import ServiceError


@dataclass(frozen=True)
class Server:
    """A server that answers.

    label: the system's name as a reader writes it; version: its release, or "" where the
    server was running already and nobody asked; environment: the variables through which
    a snippet finds it; programs: a folder of client programs, put in front of PATH.
    """

    label: str
    version: str
    environment: dict[str, str]
    programs: Path | None = None


def already_running(label: str, variable: str) -> Server | None:
    """Return the server that the environment variable names, or None where it is unset.

    Raises ServiceError when nothing answers there.
    """
    url = os.environ.get(variable)
    if not url:
        return None
    address = urlsplit(url)
    try:
        socket.create_connection((address.hostname, address.port), timeout=5).close()
    except (OSError, TypeError) as error:
        raise ServiceError(
            f"{variable}={url}: no {label} answers there ({error}); start it, or unset "
            f"{variable} to have one started"
        ) from None
    return Server(label, "", {variable: url})
