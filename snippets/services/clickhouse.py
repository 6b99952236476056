"""ClickHouse in process (chdb): there is no server; the program that needs it imports it.

A folder is opened by one process at a time, as its own database directory.
"""

import contextlib
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec

from snippets.services.process import SystemMissing
from snippets.services.server import Server

LABEL = "ClickHouse (chdb)"


@contextlib.contextmanager
def for_snippet(options: dict[str, str]) -> Iterator[Server]:
    """Say which release is installed. Raises SystemMissing where none is."""
    if not find_spec("chdb"):
        raise SystemMissing("chdb is not installed: WITH=clickhouse installs it")
    yield Server(LABEL, version("chdb-core"), {})
