# needs: postgresql, valkey
"""A key that leaves out what the answer depends on serves someone else's answer."""

import os

import psycopg
import redis

cache = redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("""
    CREATE TABLE invoice
        (tenant text, number int, amount text, PRIMARY KEY (tenant, number));
    INSERT INTO invoice VALUES ('acme', 1001, '70 EUR'), ('globex', 1001, '9 EUR');
    CREATE TABLE member (name text PRIMARY KEY, may_read boolean, epoch int DEFAULT 1);
    INSERT INTO member VALUES ('kim', true);
""")


def amount(key: str, tenant: str, number: int) -> str:
    if (held := cache.get(key)) is not None:
        return held
    sql = "SELECT amount FROM invoice WHERE tenant = %s AND number = %s"
    value = db.execute(sql, (tenant, number)).fetchone()[0]
    cache.set(key, value, ex=300)
    return value


# --8<-- [start:keys]
def short_key(tenant: str, number: int) -> str:
    return f"invoice:{number}"


def glued_key(tenant: str, number: int) -> str:
    return f"invoice:{tenant}{number}"  # (1)!


def full_key(tenant: str, number: int) -> str:
    return f"invoice:v2:{len(tenant)}:{tenant}:{number}"  # (2)!
# --8<-- [end:keys]


for build in (short_key, full_key):
    amount(build("acme", 1001), "acme", 1001)
    served = amount(build("globex", 1001), "globex", 1001)
    print(f"globex is shown, {build.__name__}: {served}")
    assert (served == "9 EUR") == (build is full_key)
clash = glued_key("acme", 11001) == glued_key("acme1", 1001)
print(f"glued_key: acme + 11001 equals acme1 + 1001: {clash}")
assert clash and full_key("acme", 11001) != full_key("acme1", 1001)


# --8<-- [start:permission]
def may_read(name: str, with_epoch: bool) -> bool:
    key = f"may_read:{name}"
    if with_epoch:
        sql = "SELECT epoch FROM member WHERE name = %s"  # (1)!
        key += f":{db.execute(sql, (name,)).fetchone()[0]}"
    if (held := cache.get(key)) is not None:
        return held == "yes"
    sql = "SELECT may_read FROM member WHERE name = %s"
    allowed = db.execute(sql, (name,)).fetchone()[0]
    cache.set(key, "yes" if allowed else "no", ex=300)
    return allowed
# --8<-- [end:permission]


may_read("kim", False), may_read("kim", True)
db.execute("UPDATE member SET may_read = false, epoch = epoch + 1 WHERE name = 'kim'")
for with_epoch in (False, True):
    allowed = may_read("kim", with_epoch)
    print(f"revoked, epoch in the key {with_epoch}: kim may read: {allowed}")
    assert allowed != with_epoch
