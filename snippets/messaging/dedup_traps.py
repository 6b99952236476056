# needs: valkey
"""Two stores for seen ids that lose messages: a claim that expires, a Bloom filter."""

import hashlib
import os

import redis

valkey = redis.Redis.from_url(os.environ["REDIS_URL"])


# --8<-- [start:claim]
def handle(message_id, effects, dies=False):
    """Claim first, then work: the shape of most examples."""
    if not valkey.set(f"seen:{message_id}", 1, nx=True, ex=86_400):
        return "skipped"
    if dies:
        return "died after the claim"
    effects.append(message_id)
    return "done"


effects = []
print(f"claim, first delivery: {handle('m1', effects, dies=True)}")
print(f"claim, redelivery: {handle('m1', effects)}")
print(f"claim, effects: {len(effects)}")
# --8<-- [end:claim]


# --8<-- [start:bloom]
class Bloom:
    """A Bloom filter for `expected` ids at a false positive rate of 1%."""

    def __init__(self, expected):
        self.size, self.hashes = round(expected * 9.585), 7
        self.bits = bytearray(self.size // 8 + 1)

    def add(self, message_id):
        """Return whether the id seemed to be there already."""
        digest = hashlib.blake2b(message_id.encode()).digest()
        known = True
        for at in range(self.hashes):
            place = int.from_bytes(digest[at * 8 : at * 8 + 8], "big") % self.size
            known &= bool(self.bits[place >> 3] >> (place & 7) & 1)
            self.bits[place >> 3] |= 1 << (place & 7)
        return known


def new_messages_dropped(messages, expected):
    seen = Bloom(expected)
    return sum(seen.add(f"message {number}") for number in range(messages))


for messages in (50_000, 100_000):
    dropped = new_messages_dropped(messages, expected=50_000)
    print(f"Bloom filter for 50,000, new messages {messages:,}, dropped: {dropped:,}")
# --8<-- [end:bloom]
print(f"bytes per id, Bloom filter: {9.585 / 8:.1f}")
assert not effects and dropped > 2_000
