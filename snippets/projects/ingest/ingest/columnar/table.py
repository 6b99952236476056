"""The table in ClickHouse, in process by chdb."""

import threading
from pathlib import Path

from chdb.session import Session

# --8<-- [start:table]
_TABLE = """
CREATE TABLE IF NOT EXISTS ingest.events (
  xid UInt64, position UInt64, id UUID,
  source LowCardinality(String), type LowCardinality(String),
  occurred_ms UInt64, received_ms UInt64, event_ms UInt64,
  clock LowCardinality(String), data String CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(fromUnixTimestamp64Milli(received_ms))
ORDER BY (source, type, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1"""  # (1)!
_COUNT = """SELECT count() FROM ingest.events FINAL
WHERE source = {source:String}"""  # (2)!
# --8<-- [end:table]
_INSERT = "INSERT INTO ingest.events FORMAT TabSeparated"


class Table:
    """`folder` is made where it is not there; nobody else may have it open."""

    def __init__(self, folder: Path) -> None:
        self._session = Session(str(folder))
        self._lock = threading.Lock()
        self._session.query("CREATE DATABASE IF NOT EXISTS ingest")
        self._session.query(_TABLE)

    def insert(self, lines: str) -> None:
        """Add rows in PostgreSQL's COPY format, which ClickHouse calls TabSeparated."""
        with self._lock:
            self._session.query(f"{_INSERT}\n{lines}")

    def count(self, source: str) -> int:
        """Count the events of `source`, each id once."""
        with self._lock:
            return int(str(self._session.query(_COUNT, params={"source": source})))

    def close(self) -> None:
        """Let another process open the folder."""
        with self._lock:
            self._session.close()
