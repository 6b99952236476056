"""The spill: records on this machine's disk, for as long as the store is away."""

import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ingest import records
from ingest.events import Row
from ingest.faults import Injected
from ingest.metrics import SET_ASIDE, SPILL
from ingest.records import Bad, packed


class Spill:
    """Append-only segments in `folder`; a segment is removed when the store has it.

    A new process begins a new segment: what a crash left half written stays the end of
    an old one.
    """

    def __init__(self, folder: Path, most: int, segment: int, faults: Injected) -> None:
        self.folder, self._faults = folder, faults
        self._most, self._segment = most, segment
        folder.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO | None = None
        self._lock = threading.Lock()
        self._next = max((int(p.stem) for p in folder.glob("*.log*")), default=0) + 1
        self._measure()

    def size(self) -> int:
        """Return how many bytes are to be replayed."""
        return sum(path.stat().st_size for path in self.folder.glob("*.log"))

    def set_aside(self) -> int:
        """Return how many segments a person has to look at."""
        return len(list(self.folder.glob("*.damaged")))

    # --8<-- [start:append]
    def append(self, rows: list[Row]) -> None:
        """Return when `rows` are on the disk. Raises OSError, and then none is."""
        record = packed(rows)
        with self._lock:
            self._faults.at_disk()
            if self.size() + len(record) > self._most:
                raise OSError(errno.EDQUOT, "the spill has reached SPILL_BYTES")
            file = self._open()
            before = file.tell()
            try:
                _write_all(file, self._faults.on_disk(record))
                os.fdatasync(file.fileno())  # (1)!
            except OSError:
                self._give_up(file, before)  # (2)!
                raise
            if file.tell() >= self._segment:
                self._close()
            SPILL.inc(len(record))

    def _give_up(self, file: BinaryIO, before: int) -> None:
        self._file = None
        try:
            os.ftruncate(file.fileno(), before)
        finally:
            file.close()

    # --8<-- [end:append]

    def to_replay(self) -> list[Path]:
        """Return the segments, oldest first, and write to none of them any more. Waits
        for an append that is under way."""
        with self._lock:
            self._close()
            return sorted(self.folder.glob("*.log"))

    def close(self) -> None:
        """Close the segment that is written. Waits for an append that is under way."""
        with self._lock:
            self._close()

    def read(self, segment: Path) -> Iterator[list[Row] | Bad]:
        """Yield as records.read does; from where the disk cannot be read, all is one
        damage. Raises other errors of the disk."""
        try:
            self._faults.at_reading()
            yield from records.read(segment)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            yield Bad.DAMAGED

    def done(self, segment: Path, damaged: bool) -> None:
        """Remove a segment that the store has; keep a damaged one for a person."""
        if damaged:
            segment.rename(segment.with_suffix(".log.damaged"))
        else:
            segment.unlink()
        self._measure()

    def writable(self) -> None:
        """Raise OSError where an append would fail now."""
        self._faults.at_disk()
        if self.size() >= self._most:
            raise OSError(errno.EDQUOT, "the spill has reached SPILL_BYTES")

    def _measure(self) -> None:
        SPILL.set(self.size())
        SET_ASIDE.set(self.set_aside())

    def _open(self) -> BinaryIO:
        if self._file is None:
            path = self.folder / f"{self._next:08}.log"
            self._file = path.open("xb", buffering=0)
            self._next += 1
            folder = os.open(self.folder, os.O_RDONLY)
            try:
                os.fsync(folder)  # (3)!
            finally:
                os.close(folder)
        return self._file

    def _close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None


def _write_all(file: BinaryIO, record: bytes) -> None:
    left = memoryview(record)
    while left:
        left = left[file.write(left) :]
