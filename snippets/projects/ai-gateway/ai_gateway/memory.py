"""What was read from PostgreSQL, fresh for a moment, longer while it is away."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import psycopg
import structlog
from psycopg_pool import PoolTimeout

log = structlog.get_logger()


@dataclass
class Entry:
    """value: what was found; loaded and next_try: monotonic seconds."""

    value: object
    loaded: float
    next_try: float


class Memory:
    """Remembers at most `most` values; fresh and stale: seconds."""

    def __init__(self, fresh: float, stale: float, most: int) -> None:
        self.fresh, self.stale, self.most = fresh, stale, most
        self._entries: dict[object, Entry] = {}

    def get(self, what: object) -> object | None:
        """Return what is known, however old."""
        entry = self._entries.get(what)
        return entry and entry.value

    def forget(self, what: object) -> None:
        """Let the next one load it."""
        self._entries.pop(what, None)

    # --8<-- [start:remembered]
    async def remembered(
        self, what: object, load: Callable[[], Awaitable[object]]
    ) -> object | None:
        """Return what is known, or load it. Raises what `load` raises when that is too
        old; None is not remembered."""
        now, entry = time.monotonic(), self._entries.get(what)
        if entry and now < entry.next_try:
            return entry.value
        if entry:
            entry.next_try = now + self.fresh  # the others go on with what is known
        try:
            value = await load()
        except (psycopg.Error, PoolTimeout) as error:
            if not entry or now > entry.loaded + self.stale:
                self.forget(what)  # or the others would go on with it
                raise
            log.warning("goes_on_with_what_is_known", error=type(error).__name__)
            return entry.value
        self.forget(what)
        if value is not None:
            if len(self._entries) >= self.most:
                self.forget(next(iter(self._entries)))  # the one loaded longest ago
            self._entries[what] = Entry(value, now, now + self.fresh)
        return value

    # --8<-- [end:remembered]
