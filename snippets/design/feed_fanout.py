# needs: postgresql(autovacuum=off), valkey
"""The same posts delivered when written, and collected when read; a skewed graph."""

import os
import random
import time

import psycopg
import redis

USERS, FOLLOWS, POSTS, PAGE = 2_000, 30, 1_000, 20
rng = random.Random(5)
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
cache = redis.Redis.from_url(os.environ["REDIS_URL"])
db.execute("""
    CREATE TABLE follow (follower int, author int, PRIMARY KEY (follower, author));
    CREATE TABLE post (id bigint PRIMARY KEY, author int NOT NULL);
    CREATE INDEX post_author ON post (author, id DESC)""")
popular = [1 / rank**0.9 for rank in range(1, USERS + 1)]
follows = {(who, author) for who in range(USERS)
           for author in rng.choices(range(USERS), popular, k=FOLLOWS)}  # fmt: skip
with db.cursor().copy("COPY follow FROM STDIN") as copy:
    for pair in sorted(follows):
        copy.write_row(pair)
with db.cursor().copy("COPY post FROM STDIN") as copy:
    for n in range(POSTS):
        copy.write_row((n, rng.randrange(USERS)))
db.execute("CREATE INDEX follow_author ON follow (author, follower)")
db.execute("VACUUM ANALYZE follow, post")
fans = {}
for who, author in sorted(follows):
    fans.setdefault(author, []).append(who)

# --8<-- [start:write]
def deliver(author, post, prefix="t"):
    began = time.perf_counter()
    pipe = cache.pipeline(transaction=False)
    for who in fans.get(author, ()):
        pipe.lpush(f"{prefix}:{who}", post)
        pipe.ltrim(f"{prefix}:{who}", 0, 799)
    pipe.execute()
    return 1000 * (time.perf_counter() - began)
# --8<-- [end:write]


# --8<-- [start:read]
PULL = """
    SELECT p.id FROM follow f CROSS JOIN LATERAL (
        SELECT id FROM post WHERE author = f.author ORDER BY id DESC LIMIT 20) p
    WHERE f.follower = %s ORDER BY p.id DESC LIMIT 20"""
# --8<-- [end:read]

post_rows = db.execute("SELECT id, author FROM post ORDER BY id").fetchall()
middle = sorted(fans, key=lambda a: len(fans[a]))[len(fans) // 2]
for post, author in post_rows:
    deliver(author, post)
counts = sorted((len(fans.get(a, ())) for _, a in post_rows), reverse=True)
print(f"deliveries for {POSTS} posts: {sum(counts):,}")
top = sum(counts[: POSTS // 100])
print(f"share of the 1% of posts with the most followers: {top / sum(counts):.0%}")
took = {}
for name, author in (("median author", middle), ("biggest author", 0)):
    took[name] = min(deliver(author, n, "trial") for n in range(3))
    print(f"{name}: {len(fans[author]):,} writes, ≈ {took[name]:.1f} ms")


def median_ms(work):
    times = []
    for _ in range(15):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return sorted(times)[7]


for who in rng.sample(range(USERS), 100):  # both ways show the same page
    pushed = [int(n) for n in cache.lrange(f"t:{who}", 0, PAGE - 1)]
    assert pushed == [row[0] for row in db.execute(PULL, [who])]
keen = USERS  # one more reader, who follows everybody
db.execute("INSERT INTO follow SELECT %s, n FROM generate_series(0, %s) n",
           [keen, USERS - 1])  # fmt: skip
cache.lpush(f"t:{keen}", *range(POSTS))
reads = {}
for name, who in (("a usual reader", 7), (f"one who follows {USERS:,}", keen)):
    explain = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) "
    plan = db.execute(explain + PULL, [who]).fetchone()
    reads[name] = blocks = plan[0][0]["Plan"]["Shared Hit Blocks"]
    push = median_ms(lambda: cache.lrange(f"t:{who}", 0, PAGE - 1))
    pull = median_ms(lambda: db.execute(PULL, [who]))
    print(f"{name}, timeline: ≈ {push:.2f} ms")
    print(f"{name}, collected: ≈ {pull:.2f} ms")
    print(f"{name}, blocks: ≈ {blocks}")
usual, heavy = reads.values()
assert took["biggest author"] > 5 * took["median author"] and heavy > 20 * usual
