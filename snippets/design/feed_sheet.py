# needs: postgresql(autovacuum=off), valkey
"""Feed: rates, and the memory of one timeline measured on a real server."""

import os

import psycopg
import redis

from snippets.design.units import GB, TB, Quantity, byte, day, second, user

cache = redis.Redis.from_url(os.environ["REDIS_URL"])
KEPT, NOW = 800, 1 << 60  # entries of a timeline; ids of 63 bits
cache.rpush("list", *[NOW + n for n in range(KEPT)])
cache.zadd("sorted", {str(NOW + n): n for n in range(KEPT)})
as_list = cache.memory_usage("list", samples=0)
as_set = cache.memory_usage("sorted", samples=0)

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
EDGES = 100_000  # in the order in which people follow: none
db.execute(f"""
    CREATE TABLE follow (follower bigint, author bigint,
                         PRIMARY KEY (follower, author));
    CREATE INDEX follow_author ON follow (author, follower);
    INSERT INTO follow SELECT n * 7919::bigint % 50021, n * 104729::bigint % 99991
    FROM generate_series(1, {EDGES}) n""")
db.execute("VACUUM ANALYZE follow")
size = """SELECT pg_total_relation_size('follow'), pg_relation_size('follow_pkey')"""
per_edge, per_key = (b / EDGES for b in db.execute(size).fetchone())

post, visit, edge = Quantity(1, post=1), Quantity(1, visit=1), Quantity(1, edge=1)
entry, probe = Quantity(1, entry=1), Quantity(1, probe=1)
as_list, as_set = as_list * byte / user, as_set * byte / user
per_edge, per_key = per_edge * byte / edge, per_key * byte / edge

# --8<-- [start:sheet]
users, active = 50e6 * user, 10e6 * user  # accounts; read on a given day
posts, opens = 0.5 * post / (user * day), 10 * visit / (user * day)
followers, biggest = 200, 20e6  # mean, and the account everybody follows
peak, write_rate = 3, 200_000 * entry / second  # what the workers write
new = active * posts
reads = active * opens
deliveries = new * followers * entry / post
memory = active * as_list  # only those who come: the others are rebuilt
celebrity = biggest * entry / write_rate
pulled = reads * peak * followers * probe / visit  # if it asks every author
edges = users * followers * edge / user
hot = active * followers * edge / user * per_key  # (follower, author), who come today
text = new * 365 * day * 500 * byte / post * 2  # posts of a year, two copies
# --8<-- [end:sheet]

rate = new.to(post / second)
print(f"posts: {rate:.0f}/s, at the peak {rate * peak:.0f}/s")
rate = reads.to(visit / second)
print(f"reads: {rate:,.0f}/s, at the peak {rate * peak:,.0f}/s")
pushed, pulled = deliveries.to(entry / second) * peak, pulled.to(probe / second)
print(f"fan-out on write, entries/s at the peak: {pushed:,.0f}")
print(f"fan-out on read, probes/s at the peak: {pulled:,.0f}")
kb = 1000 * byte / user
print(f"timeline of {KEPT} ids, list: {as_list.to(kb):.1f} kB")
print(f"the same as a sorted set: ≈ {as_set.to(kb):.1f} kB")
name = "zset-max-listpack-entries"
print(f"{name}: {cache.config_get(name)[name]}")
print(f"timelines of active users: {memory.to(GB):.0f} GB")
print(f"timelines of all accounts: {(users * as_list).to(GB):.0f} GB")
print(f"one post of the biggest account, writes: {biggest:,.0f}")
print(f"that post at 200,000 writes/s: {celebrity.to(second):.0f} s")
size = (edges * per_edge).to(TB)
print(f"follow table, both directions, a copy: ≈ {size:.1f} TB")
print(f"of it to collect for the active: ≈ {hot.to(GB):.0f} GB")
print(f"posts in a year, two copies: {text.to(TB):.1f} TB")
try:
    deliveries + pulled * probe / second
except TypeError as error:
    print(f"writes + probes: {error}")
assert as_set.to(kb) > 3 * as_list.to(kb) and pulled > 5 * pushed
