"""The fixtures of the promises."""

from collections.abc import Iterator

import httpx
import pytest

from accept.shop import ProcessorBook, Receiver, Shop, receiving, until


@pytest.fixture(scope="session", autouse=True)
def worker_is_up(url: str) -> None:
    """Begin when a first charge goes through: workers may start later than the API."""
    with httpx.Client(base_url=url, timeout=10) as client:
        until(lambda: Shop(client).charge(), 30)


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
    """A receiver that answers after any time limit, and quickly when the test is over."""
    with receiving() as found:
        found.seconds = 2.0
        yield found
        found.seconds = 0.0


@pytest.fixture(scope="session")
def processor(url: str) -> ProcessorBook:
    """The processor's book."""
    return ProcessorBook(url)
