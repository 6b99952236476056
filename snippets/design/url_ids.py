# needs: postgresql
"""Three ways to a short code: permuted sequence, random with retry, Snowflake id."""

import hashlib
import os
import random
from math import ceil, log

import psycopg

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def base62(n: int, width: int = 0) -> str:
    text = ""
    while n or not text:
        n, digit = divmod(n, 62)
        text = DIGITS[digit] + text
    return text.rjust(width, "0")


# --8<-- [start:permute]
SPACE, HALF = 62**7, 1 << 21  # 7 characters hold 3.5e12; two halves of 21 bits: 4.4e12


def feistel(n: int, key: str) -> int:
    left, right = divmod(n, HALF)
    for turn in range(4):
        mixed = hashlib.blake2b(f"{key}:{turn}:{right}".encode(), digest_size=4)
        left, right = right, left ^ (int.from_bytes(mixed.digest()) % HALF)
    return left * HALF + right


def permuted(n: int, key: str) -> int:
    n = feistel(n, key)  # (1)!
    while n >= SPACE:
        n = feistel(n, key)  # (2)!
    return n
# --8<-- [end:permute]


print("sequence:", *(base62(n, 7) for n in range(1_000_000, 1_000_003)))
print("permuted:", *(base62(permuted(n, "k1"), 7) for n in range(1_000_000, 1_000_003)))
many = {permuted(n, "k1") for n in range(50_000)}
print(f"permuted, codes given twice in 50,000: {50_000 - len(many)}")
longest = ceil(63 * log(2) / log(62))
print(f"Snowflake id of 63 bits: up to {longest} characters")

# --8<-- [start:random]
rng = random.Random(7)  # for this page; in production: secrets.randbelow
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute('CREATE TABLE link (code text PRIMARY KEY COLLATE "C")')
LINKS, WIDTH = 20_000, 4  # 62**4 = 14.8 million: a small space, to see collisions
with db.transaction():
    refused = 0
    for _ in range(LINKS):
        code = base62(rng.randrange(62**WIDTH), WIDTH)
        refused += db.execute(
            "INSERT INTO link VALUES (%s) ON CONFLICT DO NOTHING", [code]
        ).rowcount == 0  # (1)!
expected = LINKS * (LINKS - 1) / 2 / 62**WIDTH  # birthday: pairs / space
print(f"random, 4 characters, 20,000 links: {refused} refused, {expected:.1f} expected")
# --8<-- [end:random]

for width in (7, 8, 11):
    links, space = 6e9, 62**width
    name = f"6 billion links, {width} characters"
    print(f"{name}, colliding pairs: {links**2 / 2 / space:,.3g}")
    print(f"{name}, one guess in: {space / links:,.0f}")
assert len(many) == 50_000 and abs(refused - expected) < 4 * expected**0.5
assert longest == 11
