"""Settings of both processes; sizes are in bytes, times in seconds."""

from pathlib import Path

from pydantic import Field

from snippets.projects.kit.settings import WithDatabase

BODY_BYTES = 1024 * 1024
BATCH_EVENTS = 1000  # in one request


class Ingest(WithDatabase):
    """waiting_bytes: of bodies that come or wait to be durable, all together;
    slow_seconds: after which a body that still comes gives way to others, body_seconds:
    after which it is refused in any case; write_events: the most that one transaction
    takes; store_seconds: its time limit; probe_seconds: between two looks whether a
    lost store is back; settle_seconds: that the end, after shutdown_seconds, waits
    for what is not durable yet; copy_seconds: between two copies to ClickHouse,
    copy_events the most in one."""

    data_dir: Path
    waiting_bytes: int = Field(2 * BODY_BYTES, ge=BODY_BYTES, le=2**33)
    writers: int = Field(2, ge=1, le=16)
    write_events: int = Field(5000, ge=1, le=100_000)
    store_seconds: float = Field(3, gt=0, le=60)
    probe_seconds: float = Field(1, gt=0, le=60)
    spill_bytes: int = Field(2**30, ge=0, le=2**44)
    segment_bytes: int = Field(16 * 2**20, ge=4096, le=2**30)
    slow_seconds: float = Field(1, gt=0, le=60)
    body_seconds: float = Field(10, gt=0, le=60)
    durable_seconds: float = Field(15, gt=0, le=120)
    settle_seconds: float = Field(10, gt=0, le=300)
    copy_seconds: float = Field(1, gt=0, le=60)
    copy_events: int = Field(50_000, ge=1, le=1_000_000)
    clock_ahead_seconds: int = Field(300, ge=0, le=86_400)
    clock_late_seconds: int = Field(7 * 86_400, ge=0, le=366 * 86_400)
    fault_injection: bool = False

    @property
    def columnar_socket(self) -> str:
        """The Unix socket at which the columnar worker answers."""
        return str(self.data_dir / "columnar.sock")
