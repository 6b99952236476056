# needs: postgresql, valkey
"""Delete after commit, and a reader that started earlier still fills the old value.

Each guard is a pair: how a reader begins and ends a fill, how a writer invalidates.
"""

import os

import psycopg
import redis

cache = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE product (id int PRIMARY KEY, price int, version bigint)")
db.execute("INSERT INTO product VALUES (1, 100, 1)")
KEY = "product:1"


# --8<-- [start:guards]
class Delete:
    """DEL after commit, plain SET on fill."""

    def begin(self) -> None:
        pass

    def fill(self, price: int, version: int) -> bool:
        return bool(cache.set(KEY, f"value:{version}:{price}", ex=3600))

    def invalidate(self, version: int) -> None:
        cache.delete(KEY)


class Lease(Delete):
    """A miss leaves a token in the key; only the holder of that token may fill."""

    def begin(self) -> None:
        self.token = f"lease:{os.urandom(8).hex()}"
        cache.set(KEY, self.token, nx=True, px=2000)  # (1)!

    def fill(self, price: int, version: int) -> bool:
        value = f"value:{version}:{price}"
        command = ("SET", KEY, value, "EX", 3600, "IFEQ", self.token)  # (2)!
        return cache.execute_command(*command) is not None


NEWER_ONLY = cache.register_script("""
    local old = redis.call('GET', KEYS[1])
    if old and tonumber(old:match(':(%d+):')) > tonumber(ARGV[1]) then return 0 end
    redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
    return 1
""")


class VersionAfterDelete(Delete):
    """Compare versions on fill, but the writer deletes what they compare with."""

    def fill(self, price: int, version: int) -> bool:
        return NEWER_ONLY([KEY], [version, f"value:{version}:{price}", 3600]) == 1


class VersionTombstone(VersionAfterDelete):
    """The writer leaves the new version behind instead of deleting."""

    def invalidate(self, version: int) -> None:
        NEWER_ONLY([KEY], [version, f"gone:{version}:", 3600])  # (3)!
# --8<-- [end:guards]


def late_fill(guard: Delete) -> tuple[bool, bool]:
    """The reader reads, the writer commits and invalidates, the reader fills."""
    cache.flushall()
    guard.begin()
    price, version = db.execute("SELECT price, version FROM product").fetchone()
    row = db.execute(
        "UPDATE product SET price = price + 100, version = version + 1 RETURNING *"
    ).fetchone()
    guard.invalidate(row[2])
    stored = guard.fill(price, version)
    left = cache.get(KEY) or ""
    return stored, left.startswith("value:") and int(left.split(":")[2]) != row[1]


expected = {Delete: True, Lease: False}
expected |= {VersionAfterDelete: True, VersionTombstone: False}
print(f"{'guard':18}  {'late fill':9}  left in the cache")
for guard, stale in expected.items():
    stored, wrong = late_fill(guard())
    print(f"{guard.__name__:18}  {'stored' if stored else 'refused':9}  "
          f"{'stale value for 3600 s' if wrong else 'nothing stale'}")
    assert wrong == stale
