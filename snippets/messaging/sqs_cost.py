"""Arithmetic: an idle queue and a busy one, at a price per million requests."""

PRICE = 0.40  # dollars per million requests, standard queue; see the text
MONTH = 30 * 24 * 3600


def dollars(requests: float) -> float:
    return requests / 1e6 * PRICE


print("idle for a month, 20 workers:")
for wait, seconds in (("short polling, every 100 ms", 0.1), ("WaitTimeSeconds=20", 20)):
    requests = 20 * MONTH / seconds
    print(f"  {wait}: {requests / 1e6:.1f} million requests, ${dollars(requests):.2f}")
print("1,000 messages a second, each sent, received, deleted:")
for batch in (1, 10):
    requests = 3 * 1_000 * MONTH / batch
    print(f"  a month in batches of {batch}: ${dollars(requests):,.0f}")
chunks = -(-256 // 64)
print(f"one message of 256 KiB is billed as: {chunks} requests")
assert dollars(20 * MONTH / 0.1) / dollars(20 * MONTH / 20) > 199
