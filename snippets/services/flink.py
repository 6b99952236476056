"""Apache Flink 2 as a library: a Java snippet that needs it starts a cluster inside itself.

CLASSPATH holds its jars and those of its connectors (locks/flink.jars). There is no server.
"""

import contextlib
from collections.abc import Iterator

from snippets.services import jars
from snippets.services.server import Server

LABEL = "Apache Flink"


@contextlib.contextmanager
def for_snippet(options: dict[str, str]) -> Iterator[Server]:
    """Give a Java snippet the class path."""
    release = jars.release("flink", "org.apache.flink:flink-clients")
    yield Server(LABEL, release, {"CLASSPATH": jars.class_path("flink")})
