"""What the service counts of its own; the kit adds requests and their durations."""

from prometheus_client import Counter, Gauge, Histogram

EVENTS = Counter("ingest_events", "Events by what became of them", ["outcome"])
DUPLICATES = Counter("ingest_duplicates", "Events that the store had already")
CLOCKS = Counter("ingest_clocks", "Events by their producer's clock", ["clock"])
WAITING = Gauge("ingest_waiting_bytes", "Come in, and not yet durable")
SIZES = [1, 10, 100, 1000, 5000]
BATCH = Histogram("ingest_write_events", "Events in a write", buckets=SIZES)
WRITE = Histogram("ingest_write_seconds", "Time of a write to the store")
STORE_UP = Gauge("ingest_store_up", "1 while writes go to the store")
SPILL = Gauge("ingest_spill_bytes", "In the spill, to be replayed")
REPLAYED = Counter("ingest_replayed_events", "Events moved from the spill to the store")
DAMAGED = Counter("ingest_spill_damaged", "Places of the spill that could not be read")
SET_ASIDE = Gauge("ingest_spill_set_aside", "Segments kept for a person to look at")
COPIED = Counter("ingest_copied_rows", "Rows copied to ClickHouse")
BEHIND = Gauge("ingest_copy_behind_seconds", "Age of what ClickHouse lacks longest")
