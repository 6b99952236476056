"""How rows lie in a file, so that a damaged record is seen and costs no other."""

import struct
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from ingest.events import Row
from pydantic_core import from_json, to_json

MARK = b"\xffrec"  # UTF-8 has no byte 0xff: a payload that is whole never holds it
_HEAD = struct.Struct(">4sIII")
_SEARCHED = 65536


class Bad(Enum):
    """What cannot be read: a torn record, the last of its file and never acknowledged,
    or a damaged one, which may have been."""

    TORN = "torn"
    DAMAGED = "damaged"


# --8<-- [start:record]
def packed(rows: list[Row]) -> bytes:
    """Return one record: a mark, length and CRC-32 of the rows as JSON, the CRC-32 of
    these three, 4 bytes each; then the rows."""
    payload = to_json(rows)
    head = MARK + struct.pack(">II", len(payload), crc32(payload))
    return head + struct.pack(">I", crc32(head)) + payload


def read(path: Path) -> Iterator[list[Row] | Bad]:
    """Yield the rows of each record, or what is wrong with it."""
    with path.open("rb") as file:
        while head := file.read(_HEAD.size):
            if not _whole(head):
                torn = len(head) < _HEAD.size and MARK.startswith(head[: len(MARK)])
                yield Bad.TORN if torn else Bad.DAMAGED
                _to_next(file, file.tell() - len(head) + 1)  # (1)!
                continue
            _, length, checksum, _ = _HEAD.unpack(head)
            payload = file.read(length)
            if len(payload) < length:
                yield Bad.TORN  # (2)!
            elif crc32(payload) == checksum:
                yield [Row(*row) for row in from_json(payload)]
            else:
                yield Bad.DAMAGED


# --8<-- [end:record]


def _whole(head: bytes) -> bool:
    if len(head) < _HEAD.size or not head.startswith(MARK):
        return False
    return crc32(head[:-4]) == int.from_bytes(head[-4:])


def _to_next(file: BinaryIO, start: int) -> None:
    """Go to the first whole head at `start` or behind it, or to the end."""
    while part := _at(file, start, _SEARCHED):
        place = part.find(MARK)
        if place < 0:
            start += max(1, len(part) - len(MARK) + 1)
        elif _whole(_at(file, start + place, _HEAD.size)):
            file.seek(start + place)
            return
        else:
            start += place + 1


def _at(file: BinaryIO, place: int, size: int) -> bytes:
    file.seek(place)
    return file.read(size)
