"""Faults on demand, for the acceptance suite: FAULT_INJECTION=true switches them on."""

import asyncio
import errno
import time
from typing import Literal

import psycopg
from pydantic import BaseModel, Field


class Faults(BaseModel):
    """store: down refuses all work, slow keeps each transaction open for `hold_seconds`
    before its commit; disk: full refuses every write of the spill, hung answers none of
    them, damaged changes the length in each record, unreadable answers reads with EIO.
    All of it ends after `seconds`, whoever forgets it."""

    store: Literal["up", "down", "slow"] = "up"
    disk: Literal["ok", "full", "hung", "damaged", "unreadable"] = "ok"
    hold_seconds: float = Field(0.5, ge=0, le=5)
    seconds: float = Field(5, ge=0, le=30)


class Injected:
    """The faults of this process."""

    def __init__(self) -> None:
        self._now, self._until = Faults(), 0.0

    def begin(self, faults: Faults) -> None:
        """Let `faults` be, in place of those before."""
        self._now, self._until = faults, time.monotonic() + faults.seconds

    @property
    def now(self) -> Faults:
        """What is broken at this moment."""
        return self._now if time.monotonic() < self._until else Faults()

    def at_store(self) -> None:
        """Raise OperationalError where the store is to be down."""
        if self.now.store == "down":
            raise psycopg.OperationalError("injected: the store is down")

    async def before_commit(self) -> None:
        """Wait where the store is to be slow."""
        if (now := self.now).store == "slow":
            await asyncio.sleep(now.hold_seconds)

    def at_disk(self) -> None:
        """Raise ENOSPC where the disk is to be full."""
        if self.now.disk == "full":
            raise OSError(errno.ENOSPC, "injected: no space left on device")

    def at_reading(self) -> None:
        """Raise EIO where the disk is to be unreadable."""
        if self.now.disk == "unreadable":
            raise OSError(errno.EIO, "injected: a sector cannot be read")

    def on_disk(self, record: bytes) -> bytes:
        """Return what the disk makes of `record`, once it answers."""
        while self.now.disk == "hung":
            time.sleep(0.02)
        if self.now.disk == "damaged":
            return record[:4] + bytes([record[4] ^ 1]) + record[5:]  # 16 MiB longer
        return record
