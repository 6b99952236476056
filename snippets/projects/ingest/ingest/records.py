"""How rows lie in a file: length, checksum, payload; a torn end is seen, not trusted."""

import struct
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from zlib import crc32

from ingest.events import Row
from pydantic_core import from_json, to_json

_HEAD = struct.Struct(">II")
LONGEST = 2**28


class Bad(Enum):
    """What a place that cannot be read is: a record with a wrong checksum, behind which
    the next one begins, or a torn one, behind which nothing can be found."""

    CHECKSUM = "checksum"
    TORN = "torn"


# --8<-- [start:record]
def packed(rows: list[Row]) -> bytes:
    """Return one record: 4 bytes of length, 4 of CRC-32, then the rows as JSON."""
    payload = to_json(rows)
    return _HEAD.pack(len(payload), crc32(payload)) + payload


def read(path: Path) -> Iterator[list[Row] | Bad]:
    """Yield the rows of each record, or what is wrong with it."""
    with path.open("rb") as file:
        while head := file.read(_HEAD.size):
            length, checksum = _HEAD.unpack(head) if len(head) == _HEAD.size else (0, 0)
            payload = file.read(length) if 0 < length <= LONGEST else b""
            if not payload or len(payload) < length:
                yield Bad.TORN  # (1)!
                return
            whole = crc32(payload) == checksum
            yield [Row(*row) for row in from_json(payload)] if whole else Bad.CHECKSUM


# --8<-- [end:record]
