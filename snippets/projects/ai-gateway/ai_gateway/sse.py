"""Server-sent events as bytes: cut into whole events, and written."""

import json

MOST_BYTES = 2**20


class Malformed(ValueError):
    """The stream is not what the protocol says."""


class Events:
    """Cuts bytes that arrive in any pieces into the data of whole events."""

    def __init__(self) -> None:
        self._rest, self._data = b"", []

    # --8<-- [start:feed]
    def feed(self, piece: bytes) -> list[bytes]:
        """Return the data of the events that are whole now: a blank line ends one, the
        end of the stream does not. Raises Malformed for a line without end."""
        *lines, self._rest = (self._rest + piece).split(b"\n")
        if len(self._rest) > MOST_BYTES:
            raise Malformed("a line of over 1 MiB")
        found = []
        for line in lines:
            line = line.removesuffix(b"\r")
            if line.startswith(b"data:"):
                self._data.append(line[5:].removeprefix(b" "))
            elif not line and self._data:
                found.append(b"\n".join(self._data))
                self._data = []
        return found

    # --8<-- [end:feed]


def written(value: dict) -> bytes:
    """Return one event with `value` as JSON."""
    return b"data: " + json.dumps(value, separators=(",", ":")).encode() + b"\n\n"


DONE = b"data: [DONE]\n\n"
