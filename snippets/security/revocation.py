# needs: valkey
"""Ann logs out. Which requests with the stolen credential are still served?"""
import hashlib
import os
import secrets
import statistics
import time
import uuid

import jwt
import redis
from cryptography.hazmat.primitives.asymmetric import ed25519

store = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
SIGNER = ed25519.Ed25519PrivateKey.generate()
START, LIFE = int(time.time()), 300
CHECKS = {"require": ["exp", "jti"], "verify_exp": False}  # the clock is simulated


# --8<-- [start:idea]
def row(sid):
    return f"sid:{hashlib.sha256(sid.encode()).hexdigest()}"  # (1)!


class Sessions:
    def login(self):
        sid = secrets.token_urlsafe(32)
        store.set(row(sid), "ann", ex=3600)
        return sid

    def who(self, sid, now):
        return store.get(row(sid))

    def logout(self, sid):
        store.delete(row(sid))


class Tokens:
    def login(self):
        return jwt.encode({"sub": "ann", "exp": START + LIFE, "jti": str(uuid.uuid4())},
                          SIGNER, "EdDSA")

    def who(self, token, now):
        claims = jwt.decode(token, SIGNER.public_key(), ["EdDSA"], options=CHECKS)
        return claims["sub"] if now < claims["exp"] and self.valid(claims) else None

    def valid(self, claims):
        return True

    def logout(self, token):
        pass  # (2)!


class Denied(Tokens):
    def valid(self, claims):
        return not store.exists(f"no:{claims['jti']}")  # (3)!

    def logout(self, token):
        jti = jwt.decode(token, options={"verify_signature": False})["jti"]
        store.set(f"no:{jti}", 1, ex=LIFE)
# --8<-- [end:idea]


def measure(scheme):
    credential = scheme.login()
    before = store.info("stats")["total_commands_processed"]
    spent = []
    for _ in range(300):
        began = time.perf_counter()
        assert scheme.who(credential, START) == "ann"
        spent.append(time.perf_counter() - began)
    lookups = store.info("stats")["total_commands_processed"] - before - 1
    scheme.logout(credential)
    served = sum(scheme.who(credential, START + second) is not None
                 for second in range(1, 601))
    return served, lookups / 300, statistics.median(spent) * 1e6


results = {}
for name, scheme in (("session", Sessions()), ("JWT", Tokens()),
                     ("JWT with a deny-list", Denied())):
    served, lookups, micros = results[name] = measure(scheme)
    print(f"{name}, served after the logout: {served}")
    print(f"{name}, look-ups a request: {lookups:g}")
    print(f"{name}, a check: ≈ {micros:.0f} µs")
assert [r[0] for r in results.values()] == [0, LIFE - 1, 0]
assert [r[1] for r in results.values()] == [1, 0, 1]
