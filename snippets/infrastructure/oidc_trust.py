"""A cloud role that trusts a CI's signed tokens: which claims must it look at?"""

from fnmatch import fnmatchcase

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

ISSUER, AUDIENCE = "https://token.actions.githubusercontent.com", "sts.amazonaws.com"
KEY = ec.generate_private_key(ec.SECP256R1())  # stands for the key of the issuer


# --8<-- [start:idea]
def token(sub: str, aud: str = AUDIENCE) -> str:
    """Sign what GitHub would say of a job with `id-token: write`."""
    return jwt.encode({"iss": ISSUER, "aud": aud, "sub": sub}, KEY, "ES256")


def admits(policy: str, signed: str) -> bool:
    """Check signature, issuer and audience, then the subject as the policy says."""
    try:
        claims = jwt.decode(
            signed, KEY.public_key(), ["ES256"], audience=AUDIENCE, issuer=ISSUER
        )
    except jwt.InvalidTokenError:
        return False
    return fnmatchcase(claims["sub"], policy)  # (1)!


JOBS = {
    "push to main": token("repo:acme/shop:ref:refs/heads/main"),
    "job of environment production": token("repo:acme/shop:environment:production"),
    "push to main, IDs in sub": token("repo:acme@12/shop@34:ref:refs/heads/main"),
    "environment production, IDs in sub": token(
        "repo:acme@12/shop@34:environment:production"  # (2)!
    ),
    "any pull request": token("repo:acme/shop:pull_request"),
    "another repository of acme": token("repo:acme/toys:ref:refs/heads/main"),
    "the organisation acme-evil": token("repo:acme-evil/x:ref:refs/heads/main"),
    "a stranger": token("repo:evil/shop:ref:refs/heads/main"),
    "main, token made for another audience": token(
        "repo:acme/shop:ref:refs/heads/main", "https://vault.example"
    ),
}
POLICIES = [
    "*",
    "repo:acme*",
    "repo:acme/shop:*",
    "repo:acme/shop:ref:refs/heads/main",
    "repo:acme/shop:environment:production",
    "repo:acme@12/shop@34:environment:production",
]
# --8<-- [end:idea]
for policy in POLICIES:
    print(policy)
    for job, signed in JOBS.items():
        if admits(policy, signed):
            print(f"    {job}")
assert admits("repo:acme/shop:*", JOBS["any pull request"])
for exact in POLICIES[-2:]:
    assert sum(admits(exact, signed) for signed in JOBS.values()) == 1
