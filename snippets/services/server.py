"""What every system hands to the snippet that needs it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Server:
    """A server that answers.

    label: the system's name as a reader writes it; version: its release, or "" where it
    has none; environment: the variables through which a snippet finds it; programs: a
    folder of client programs, put in front of PATH.
    """

    label: str
    version: str
    environment: dict[str, str]
    programs: Path | None = None
