# needs: postgresql, valkey
"""Delete the key inside the transaction, and a reader brings the old row back."""

import os

import psycopg
import redis

URL = os.environ["DATABASE_URL"]
cache = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
setup = psycopg.connect(URL, autocommit=True)
setup.execute("CREATE TABLE product (id int PRIMARY KEY, price int NOT NULL)")
setup.execute("INSERT INTO product VALUES (1, 100)")
writer = psycopg.connect(URL)
reader = psycopg.connect(URL, autocommit=True)
step = 0


def say(who: str, what: str) -> None:
    global step
    step += 1
    print(f"{step:2} {who:6} {what}")


def read() -> str:
    if (hit := cache.get("product:1")) is not None:
        say("reader", f"hits {hit}")
        return hit
    price = reader.execute("SELECT price FROM product WHERE id = 1").fetchone()[0]
    cache.set("product:1", price, ex=3600)
    say("reader", f"misses, reads {price} from PostgreSQL, fills the cache")
    return str(price)


# --8<-- [start:race]
def update(price: int, delete_first: bool) -> None:
    writer.execute("UPDATE product SET price = %s WHERE id = 1", (price,))
    say("writer", f"UPDATE to {price}, not committed")
    if delete_first:
        cache.delete("product:1")
        say("writer", "DEL product:1")
    read()  # (1)!
    writer.commit()
    say("writer", "COMMIT")
    if not delete_first:
        cache.delete("product:1")
        say("writer", "DEL product:1")
# --8<-- [end:race]


def show(label: str) -> bool:
    truth = setup.execute("SELECT price FROM product").fetchone()[0]
    served, ttl = read(), cache.ttl("product:1")
    print(f"{label}: served {served}, PostgreSQL has {truth}, TTL ≈ {ttl} s\n")
    return int(served) == truth


cache.set("product:1", 100, ex=3600)
update(200, delete_first=True)
assert not show("delete, then commit")
cache.set("product:1", 200, ex=3600)
update(300, delete_first=False)
assert show("commit, then delete")
