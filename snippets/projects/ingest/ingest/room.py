"""Backpressure: a bound on what waits, and an honest Retry-After."""

import asyncio
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile

from ingest.metrics import WAITING

from snippets.projects.kit.problems import Problem


@dataclass(eq=False)
class Share:
    """What a request has in the room: bytes of its body; `whole` when all are there."""

    since: float
    size: int = 0
    whole: bool = False


class Room:
    """Bytes that may wait at a time. The longest wait is this size by the rate at which
    it drains (Little's law), so that a bound on bytes is a bound on time. A body that
    has been coming for `slow` seconds gives way to others."""

    def __init__(self, size: int, slow: float) -> None:
        self.size, self.used, self._slow_seconds = size, 0, slow
        self._coming: dict[Share, asyncio.Timeout] = {}
        self._rate, self._drained, self._since = 1e6, 0, time.monotonic()

    # --8<-- [start:held]
    @contextmanager
    def share(self) -> Iterator[Share]:
        """Hold for the block what is taken in it."""
        share = Share(time.monotonic())
        try:
            yield share
        finally:  # (1)!
            self.used -= share.size
            self._drained += share.size if share.whole else 0
            WAITING.set(self.used)

    @contextmanager
    def coming(self, share: Share, limit: asyncio.Timeout) -> Iterator[None]:
        """Let the body that comes in the block be ended by `limit` to make room."""
        self._coming[share] = limit
        try:
            yield
            share.whole = True
        finally:
            del self._coming[share]

    def take(self, share: Share, size: int) -> None:
        """Add `size` bytes that have come. Raises a 429 where they do not fit."""
        self.expect(size)
        missing = self.used + size - self.size
        for slow in self._slow():
            if missing <= 0:
                break
            if not self._coming[slow].expired():
                self._coming[slow].reschedule(0)  # (2)!
            missing -= slow.size
        share.size += size
        self.used += size
        WAITING.set(self.used)

    def expect(self, size: int) -> None:
        """Raise a 429 where `size` bytes would not fit if all slow bodies gave way."""
        if self.used + size <= self.size:
            return
        if self.used - sum(share.size for share in self._slow()) + size > self.size:
            raise Problem(
                429, "overloaded", "too much is waiting; come back with the same ids",
                {"Retry-After": str(self.retry_after())},
            )  # fmt: skip

    def _slow(self) -> Iterator[Share]:
        """Bodies that have been coming for too long, the oldest first."""
        latest = time.monotonic() - self._slow_seconds
        return takewhile(lambda share: share.since < latest, self._coming)

    # --8<-- [end:held]

    def retry_after(self) -> int:
        """Return the seconds until what waits now has drained: 1 to 30."""
        elapsed = time.monotonic() - self._since
        if elapsed >= 1:
            self._rate = max(1.0, 0.5 * self._rate + 0.5 * self._drained / elapsed)
            self._drained, self._since = 0, time.monotonic()
        return min(30, max(1, math.ceil(self.used / self._rate)))
