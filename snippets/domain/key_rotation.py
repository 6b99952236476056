"""Rotating a signing key under load: who is refused? The clock is a model's."""
import json

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

KEYS = {kid: ec.generate_private_key(ec.SECP256R1()) for kid in ("old", "new")}
LIFE, CACHE, SERVERS, SWITCH = 600, 300, 5, 1200  # seconds; verifiers


def public(kid):
    jwk = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(KEYS[kid].public_key()))
    return {**jwk, "kid": kid}


# --8<-- [start:idea]
class Verifier:
    """Caches the provider's key set, as PyJWKClient does (300 s)."""

    def __init__(self, offset, refetch):
        self.at, self.refetch, self.set, self.fetches = offset - CACHE, refetch, {}, 0

    def fetch(self, now, published):
        keys = jwt.PyJWKSet([public(kid) for kid in published(now)]).keys
        self.set, self.at = {key.key_id: key for key in keys}, now
        self.fetches += 1

    def accepts(self, token, now, published):
        kid = jwt.get_unverified_header(token)["kid"]
        if now - self.at >= CACHE or (self.refetch and kid not in self.set):
            self.fetch(now, published)
        if kid not in self.set:
            return False
        jwt.decode(token, self.set[kid].key, algorithms=["ES256"])
        return True


PLANS = {  # when the new key appears, when it signs, when the old one goes
    "swap at once": (SWITCH, SWITCH, SWITCH),
    "publish first, drop at once": (SWITCH - CACHE, SWITCH, SWITCH),
    "publish, sign, wait, drop": (SWITCH - CACHE, SWITCH, SWITCH + LIFE),
}
# --8<-- [end:idea]


def rotate(plan, refetch):
    appears, signs, goes = PLANS[plan]
    servers = [Verifier(60 * n, refetch) for n in range(SERVERS)]
    refused = {"new": 0, "old": 0}
    tokens = {kid: jwt.encode({"sub": "ann"}, KEYS[kid], algorithm="ES256",
                              headers={"kid": kid}) for kid in KEYS}

    def published(now):
        return [kid for kid, there in (("old", now < goes), ("new", now >= appears))
                if there]

    for now in range(0, 2400, 5):
        for age in (0, LIFE // 2, LIFE - 5):  # tokens live 10 minutes
            kid = "new" if now - age >= signs else "old"
            server = servers[(now // 5 + age) % SERVERS]
            if not server.accepts(tokens[kid], now, published) and now >= 600:
                refused[kid] += 1
    return refused


for plan in PLANS:
    for refetch in (False, True):
        refused = rotate(plan, refetch)
        print(f"{plan}{', unknown kid fetches' if refetch else ''}: refused "
              f"{refused['new']} new and {refused['old']} old tokens")
stranger = Verifier(0, refetch=True)
fake = jwt.encode({"sub": "x"}, KEYS["new"], algorithm="ES256", headers={"kid": "?"})
for now in range(100):
    stranger.accepts(fake, now, lambda now: ["old"])
print(f"key set fetched for 100 forged tokens: {stranger.fetches}")
assert sum(rotate("publish, sign, wait, drop", False).values()) == 0
assert rotate("swap at once", True)["old"] > rotate("swap at once", True)["new"] == 0
