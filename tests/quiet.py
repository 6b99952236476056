"""A room that tests share, and that one of them may ask to have to itself.

Labs measure. Beside other tests on few cores, one may be disturbed so much that what it
asserts does not show; then it runs anew while nothing else does. A lab that is wrong fails
each time.
"""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def _locked(file: Path, how: int) -> Iterator[None]:
    with file.open("a") as handle:
        fcntl.flock(handle, how)
        yield


class Room:
    """`folder` is one that all processes of a run share."""

    def __init__(self, folder: Path) -> None:
        self._door, self._room = folder / "door", folder / "room"

    @contextlib.contextmanager
    def shared(self) -> Iterator[None]:
        """Be in the room with others; waits while somebody wants it alone."""
        with contextlib.ExitStack() as inside:
            with _locked(self._door, fcntl.LOCK_EX):
                inside.enter_context(_locked(self._room, fcntl.LOCK_SH))
            yield

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Have the room to oneself; nobody enters before those inside have left."""
        with _locked(self._door, fcntl.LOCK_EX), _locked(self._room, fcntl.LOCK_EX):
            yield
