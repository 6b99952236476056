"""The fixtures that every acceptance suite may use."""

import ssl
from collections.abc import Iterator

import httpx
import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the address of the implementation to try."""
    parser.addoption("--url", required=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each test carry its promise into the report."""
    for item in items:
        said = (item.obj.__doc__ or item.name).strip().splitlines()[0].rstrip(".")
        case = f" [{item.callspec.id}]" if hasattr(item, "callspec") else ""
        item.user_properties.append(("promise", said + case))


@pytest.fixture(scope="session")
def url(pytestconfig: pytest.Config) -> str:
    """The address of the implementation, without a slash at its end."""
    return pytestconfig.getoption("url").rstrip("/")


@pytest.fixture(scope="session")
def _tls() -> ssl.SSLContext:
    """What a client trusts; to read it takes longer than most promises."""
    return httpx.create_ssl_context()


@pytest.fixture
def client(url: str, _tls: ssl.SSLContext) -> Iterator[httpx.Client]:
    """A client of the implementation."""
    with httpx.Client(base_url=url, timeout=10, verify=_tls) as found:
        yield found
