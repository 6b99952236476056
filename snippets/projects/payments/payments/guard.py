"""Keeps webhooks out of the service's own network."""

import socket
from ipaddress import ip_address

import anyio
import httpcore
import httpx

from payments.settings import Network


class Refused(OSError):
    """A receiver's name leads to an address that is not public."""


def check(address: str, allowed: list[Network]) -> None:
    """Raise Refused unless `address`, an IP address, is public or allowed."""
    found = ip_address(address)
    if not found.is_global and not any(found in network for network in allowed):
        raise Refused(f"{address} is not a public address")


# --8<-- [start:backend]
class _Guarded(httpcore.AnyIOBackend):
    """Connects to an address that it has checked, so DNS cannot change between."""

    def __init__(self, allowed: list[Network]) -> None:
        self.allowed = allowed

    async def connect_tcp(
        self, host, port, timeout=None, local_address=None, socket_options=None
    ):
        with anyio.fail_after(timeout):
            found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        address = found[0][4][0]
        check(address, self.allowed)
        return await super().connect_tcp(
            address, port, timeout, local_address, socket_options
        )
# --8<-- [end:backend]


def client(allowed: list[Network], seconds: float, most: int) -> httpx.AsyncClient:
    """Return a client that follows no redirects and keeps no connections."""
    transport = httpx.AsyncHTTPTransport()
    transport._pool = httpcore.AsyncConnectionPool(  # httpx has no public way to set it
        ssl_context=httpx.create_ssl_context(),
        max_connections=most,
        max_keepalive_connections=0,
        network_backend=_Guarded(allowed),
    )
    return httpx.AsyncClient(
        transport=transport, timeout=seconds, follow_redirects=False
    )
