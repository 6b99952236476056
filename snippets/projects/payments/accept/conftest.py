"""The fixtures of the promises."""

from collections.abc import Iterator

import httpx
import pytest

from accept.shop import ProcessorBook, Receiver, Shop, receiving


@pytest.fixture(scope="session", autouse=True)
def worker_is_up(url: str) -> None:
    """Begin when a first charge is through."""
    with httpx.Client(base_url=url, timeout=10) as client:
        Shop(client).opens()


@pytest.fixture
def shop(client: httpx.Client) -> Shop:
    """A new account."""
    return Shop(client)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver of webhooks."""
    with receiving() as found:
        yield found


@pytest.fixture
def hanging() -> Iterator[Receiver]:
    """A receiver that answers after any time limit, and quickly after the test."""
    with receiving() as found:
        found.seconds = 2.0
        yield found
        found.seconds = 0.0


@pytest.fixture(scope="session")
def processor(url: str) -> ProcessorBook:
    """The processor's book."""
    return ProcessorBook(url)
