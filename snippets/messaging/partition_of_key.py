# needs: kafka
import os
import zlib

from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient, NewTopic

KAFKA = {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP_SERVERS"], "log_level": 0}
VECTORS = {
    "21": -973932308,
    "foobar": -790332482,
    "a-little-bit-long-string": -985981536,
    "a-little-bit-longer-string": -1486304829,
    "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8": -58897971,
    "abc": 479470107,
}


# --8<-- [start:murmur2]
def murmur2(data: bytes) -> int:
    """Return Kafka's 32-bit hash of a key, unsigned."""
    m, mask = 0x5BD1E995, 0xFFFFFFFF
    h = 0x9747B28C ^ len(data)
    whole = len(data) & ~3
    for at in range(0, whole, 4):
        k = int.from_bytes(data[at : at + 4], "little") * m & mask
        h = h * m & mask ^ (k ^ k >> 24) * m & mask
    if tail := data[whole:]:
        h = (h ^ int.from_bytes(tail, "little")) * m & mask
    h = (h ^ h >> 13) * m & mask
    return h ^ h >> 15


def partition(key: bytes, partitions: int) -> int:
    return (murmur2(key) & 0x7FFFFFFF) % partitions  # (1)!
# --8<-- [end:murmur2]


def signed(number):
    return number - (1 << 32) if number >> 31 else number


def stored_in(partitioner: str, key: str) -> int:
    """Ask a real producer and broker."""
    landed = []
    producer = Producer(KAFKA | partitioner_of[partitioner])
    producer.produce(
        "partition_of_key", b"", key, on_delivery=lambda _, got: landed.append(got)
    )
    producer.flush()
    return landed[0].partition()


exact = sum(signed(murmur2(key.encode())) == known for key, known in VECTORS.items())
print(f"published hashes that agree: {exact} of {len(VECTORS)}")

keys = [f"customer-{number}".encode() for number in range(100_000)]
moved = sum(partition(key, 12) != partition(key, 13) for key in keys) / len(keys)
print(f"keys that move from 12 to 13 partitions: {moved:.1%}")
doubled = sum(partition(key, 12) != partition(key, 24) for key in keys) / len(keys)
print(f"keys that move from 12 to 24 partitions: {doubled:.1%}")
same = sum(partition(key, 12) == zlib.crc32(key) % 12 for key in keys) / len(keys)
print(f"keys that Java and librdkafka put into the same of 12: {same:.1%}")
assert exact == 6 and abs(moved - 12 / 13) < 0.01 and 0.07 < same < 0.10

partitioner_of = {"default": {}, "murmur2": {"partitioner": "murmur2_random"}}
admin = AdminClient(KAFKA)
admin.create_topics([NewTopic("partition_of_key", 12)])["partition_of_key"].result()
for key in ("foobar", "abc", "21"):
    java, default = partition(key.encode(), 12), stored_in("default", key)
    print(f"{key}: by Java {java}, by librdkafka {default}", end="")
    print(f", with murmur2_random {stored_in('murmur2', key)}")
    assert default == zlib.crc32(key.encode()) % 12
    assert stored_in("murmur2", key) == java
