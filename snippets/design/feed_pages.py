# needs: valkey
"""Pages of a hybrid feed while posts arrive, vanish, and an author is unfollowed."""

import os
from heapq import merge
from itertools import islice

import redis

cache = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
# author: 1-8 are friends (delivered), 99 is big (collected); id grows with time
posts = {n: (99 if n % 4 == 0 else n % 8 + 1) for n in range(100, 160)}
following, gone = set(posts.values()), set()
delivered = [n for n, author in posts.items() if author != 99]
cache.lpush("t:me", *delivered)
cache.lpush("by:99", *[n for n, author in posts.items() if author == 99])


# --8<-- [start:page]
def newest_first(key, before, step):
    at = 0
    while ids := [int(n) for n in cache.lrange(key, at, at + step - 1)]:
        yield from (n for n in ids if n < before)  # (1)!
        at += len(ids)


def page(before, size=10):
    both = merge(newest_first("t:me", before, size),
                 newest_first("by:99", before, size), reverse=True)  # fmt: skip
    alive = (n for n in both if n not in gone and posts[n] in following)  # (2)!
    ids = list(islice(alive, size))
    return ids, (ids[-1] if ids else None)  # (3)!
# --8<-- [end:page]


def by_offset(at, size=10):
    ids = merge(newest_first("t:me", 10**9, 50), newest_first("by:99", 10**9, 50),
                reverse=True)  # fmt: skip
    return list(islice(ids, at, at + size))


first, cursor = page(10**9)
offset_first = by_offset(0)
print("page 1:", *first)
for new in (160, 161, 162):  # three posts arrive meanwhile
    posts[new] = 1
    cache.lpush("t:me", new)
gone.update({148, 147})  # two posts are deleted
following.discard(3)  # and author 3 is unfollowed
second, _ = page(cursor)
offset_second = by_offset(10)
print("page 2 by cursor:", *second)
print("page 2 by offset:", *offset_second)
print("shown twice, by cursor:", len(set(first) & set(second)))
print("shown twice, by offset:", len(set(offset_first) & set(offset_second)))
dead = [n for n in offset_second if n in gone or posts[n] not in following]
print("deleted or unfollowed on the page, by offset:", len(dead))
stored = len([n for n in delivered if n in gone or posts[n] not in following])
print("entries still stored in the timeline and filtered:", stored)
assert len(second) == 10 and not set(first) & set(second) and second[0] < first[-1]
assert len(set(offset_first) & set(offset_second)) == 3 and dead
