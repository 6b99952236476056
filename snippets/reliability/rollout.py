"""A percentage rollout by a stable hash: how exact, who stays in, why a salt."""

import hashlib
import os
import subprocess
import sys

USERS = [f"user-{n}" for n in range(100_000)]


# --8<-- [start:bucket]
def bucket(flag: str, user: str) -> int:
    """Return 0 to 9,999, the same in every process and language."""
    digest = hashlib.sha256(f"{flag}:{user}".encode()).digest()  # (1)!
    return int.from_bytes(digest[:8], "big") % 10_000


def enabled(flag: str, user: str, percent: float) -> bool:
    return bucket(flag, user) < percent * 100  # (2)!
# --8<-- [end:bucket]


def chosen(salt, percent):
    return {user for user in USERS if enabled(salt, user, percent)}


ten, more = chosen("new-cart", 10), chosen("new-cart", 25)
print(f"enabled at 10 %: {len(ten) / len(USERS):.2%}")
print(f"enabled at 0.5 %: {len(chosen('new-cart', 0.5)) / len(USERS):.2%}")
print(f"of those in at 10 %, still in at 25 %: {len(ten & more) / len(ten):.0%}")
assert ten < more
other = chosen("new-search", 10)
print(f"of those in, also in a second flag at 10 %: {len(ten & other) / len(ten):.1%}")
cart, search = chosen("", 10), chosen("", 10)  # both flags hash the user alone
print(f"the same without the flag in the hash: {len(cart & search) / len(cart):.0%}")
renamed = chosen("new-cart-v2", 10)
print(f"of those in, still in after the flag is renamed: "
      f"{len(ten & renamed) / len(ten):.1%}")

program = "print([hash(f'user-{n}') % 10000 < 1000 for n in range(100_000)])"
one, two = (
    eval(subprocess.run([sys.executable, "-c", program], text=True, stdout=-1,
                        env=dict(os.environ, PYTHONHASHSEED=seed)).stdout)
    for seed in ("1", "2")
)
both = sum(a and b for a, b in zip(one, two)) / sum(one)
print(f"with hash() of Python, in both of two processes: {both:.1%}")

tenants = [f"tenant-{n}" for n in range(50)]
shares = sorted(sum(enabled(f"flag-{n}", t, 10) for t in tenants) for n in range(1000))
print(f"tenants enabled at 10 % of 50, over 1,000 flags: {shares[0]}-{shares[-1]}")
print(f"middle 95 % of the flags: {shares[25]}-{shares[974]}")
assert abs(len(ten) / len(USERS) - 0.1) < 0.003 and both < 0.12
