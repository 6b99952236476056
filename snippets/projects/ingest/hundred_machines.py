"""The arithmetic of a hundred machines: every line carries its unit."""

# --8<-- [start:inputs]
MACHINES = 100  # that send and receive
EVENTS = 10_000  # a second and machine
EVENT = 180  # bytes on the wire as JSON
ROOM = 2 * 2**20  # bytes that may wait, WAITING_BYTES
SPILL = 2**30  # bytes, SPILL_BYTES
SPILLED = 191  # bytes of such an event in the spill
PEAK = 3  # the busiest minute against the average
KEEP_LOG = 3 * 86_400  # seconds that the log holds
REPLICAS = 3
PACKED = 5  # how far zstd shrinks batches of such events
DISK_FILLED = 0.6
BROKER_WRITE = 100 * 10**6  # bytes a second that a broker takes, by policy
PARTITION = 10 * 10**6  # bytes a second of a partition, by policy
INSERT_ROWS = 100_000  # in one insert into ClickHouse
SHARD_ROWS = 500_000  # rows a second of a shard, by policy
OUTAGE = 3600  # seconds without ClickHouse
COLUMN_BYTES = 40  # a row on disk in ClickHouse
HOT = 7 * 86_400  # seconds that stay on the servers' own disks
KEEP = 90 * 86_400  # seconds in all, the rest of them in object storage
# --8<-- [end:inputs]


def up(value: float) -> int:
    """Round up."""
    return -int(-value // 1)


print(f"one machine, longest wait: {ROOM / (EVENTS * EVENT):.1f} s")
print(f"one machine, its spill bridges: {SPILL / (EVENTS * SPILLED) / 60:.0f} minutes")
average = MACHINES * EVENTS
peak = PEAK * average
packed = peak * EVENT / PACKED
brokers = max(3, up(packed * REPLICAS / BROKER_WRITE))
log = average * EVENT / PACKED * KEEP_LOG * REPLICAS
shards = up(peak / SHARD_ROWS)
hot = average * COLUMN_BYTES * HOT * 2
cold = average * COLUMN_BYTES * (KEEP - HOT)
print(f"events: {average:,} a second on average, {peak:,} at the peak")
gigabits = f"{packed * 8 / 1e9:.1f} Gbit/s"
print(f"into the log at the peak: {packed / 1e6:,.0f} MB/s packed, {gigabits}")
print(f"brokers for the writes of {REPLICAS} replicas: {brokers}")
partitions = up(packed / PARTITION)
print(f"partitions: {partitions}, so {2 * partitions} with room to double")
each = f"{log / DISK_FILLED / brokers / 1e12:.1f} TB a broker"
print(f"disk of the log for 3 days: {log / 1e12:.0f} TB, {each}")
print(f"shards of ClickHouse: {shards}, with a replica each: {2 * shards} servers")
print(f"inserts a second and shard: {peak / shards / INSERT_ROWS:.0f}")
each = f"{hot / DISK_FILLED / (2 * shards) / 1e12:.1f} TB a server"
print(f"disk of 7 days, twice: {hot / 1e12:.0f} TB, {each}")
print(f"object storage for the other 83 days: {cold / 1e12:.0f} TB")
print(f"an hour without ClickHouse: {average * OUTAGE / 1e9:.1f} billion events behind")
spare = shards * SHARD_ROWS - average
print(f"caught up at the full rate in: {average * OUTAGE / spare / 60:.0f} minutes")
