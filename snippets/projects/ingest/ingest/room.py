"""Backpressure: a bound on what waits, and an honest Retry-After."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.metrics import WAITING

from snippets.projects.kit.problems import Problem


class Room:
    """Bytes that may wait at a time. The longest wait is this size by the rate at which
    it drains (Little's law), so that a bound on bytes is a bound on time."""

    def __init__(self, size: int) -> None:
        self.size, self.used = size, 0
        self._rate, self._drained, self._since = 1e6, 0, time.monotonic()

    # --8<-- [start:held]
    @contextmanager
    def held(self, size: int) -> Iterator[None]:
        """Hold `size` bytes for the block. Raises a 429 where they do not fit."""
        if self.used + size > self.size:  # (1)!
            raise Problem(
                429, "overloaded", "too much is waiting; come back later with the same ids",
                {"Retry-After": str(self.retry_after())},
            )  # fmt: skip
        self.used += size
        WAITING.set(self.used)
        try:
            yield
        finally:  # (2)!
            self.used -= size
            self._drained += size
            WAITING.set(self.used)

    # --8<-- [end:held]

    def retry_after(self) -> int:
        """Return the seconds until what waits now has drained: 1 to 30."""
        elapsed = time.monotonic() - self._since
        if elapsed >= 1:
            self._rate = max(1.0, 0.5 * self._rate + 0.5 * self._drained / elapsed)
            self._drained, self._since = 0, time.monotonic()
        return min(30, max(1, math.ceil(self.used / self._rate)))
