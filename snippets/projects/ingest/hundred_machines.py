"""The arithmetic of a hundred machines: every line carries its unit."""

# --8<-- [start:inputs]
MACHINES = 100  # that send and receive
EVENTS = 10_000  # a second and machine, half of what one measured here takes
EVENT = 180  # bytes on the wire as JSON
PEAK = 3  # the busiest minute against the average
KEEP_LOG = 3 * 86_400  # seconds that the log holds
REPLICAS = 3
PACKED = 5  # how far zstd shrinks batches of such events
DISK_FILLED = 0.6
BROKER_WRITE = 100 * 10**6  # bytes a second that a broker takes, by policy
PARTITION = 10 * 10**6  # bytes a second of a partition, by policy
INSERT_ROWS = 100_000  # in one insert into ClickHouse
SHARD_ROWS = 500_000  # rows a second of a shard, by policy
OUTAGE = 3600  # seconds of ClickHouse away that the log must bridge
COLUMN_BYTES = 40  # a row on disk in ClickHouse
KEEP_ROWS = 90 * 86_400
# --8<-- [end:inputs]


def up(value: float) -> int:
    """Round up."""
    return -int(-value // 1)


average = MACHINES * EVENTS
peak = PEAK * average
packed = peak * EVENT / PACKED
brokers = max(3, up(packed * REPLICAS / BROKER_WRITE))
log = average * EVENT / PACKED * KEEP_LOG * REPLICAS
shards = up(peak / SHARD_ROWS)
rows = average * COLUMN_BYTES * KEEP_ROWS * 2
print(f"events: {average:,} a second on average, {peak:,} at the peak")
print(f"into the log at the peak: {packed / 1e6:,.0f} MB/s packed, {packed * 8 / 1e9:.1f} Gbit/s")
print(f"brokers for the writes of {REPLICAS} replicas: {brokers}")
print(f"partitions: {up(packed / PARTITION)}, so {2 * up(packed / PARTITION)} with room to double")
print(f"disk of the log for 3 days: {log / 1e12:.0f} TB, {log / DISK_FILLED / brokers / 1e12:.1f} TB a broker")
print(f"shards of ClickHouse: {shards}, with a replica each: {2 * shards} servers")
print(f"inserts a second and shard: {peak / shards / INSERT_ROWS:.0f}")
print(f"disk of 90 days: {rows / 1e12:,.0f} TB, {rows / DISK_FILLED / (2 * shards) / 1e12:.0f} TB a server")
print(f"an hour without ClickHouse: {average * OUTAGE / 1e9:.1f} billion events behind")
spare = shards * SHARD_ROWS - average
print(f"caught up at the full rate in: {average * OUTAGE / spare / 60:.0f} minutes")
