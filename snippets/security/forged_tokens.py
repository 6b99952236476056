"""Forged tokens against a verifier that trusts the header, and one that does not."""
import base64
import hmac
import json
import time

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

SIGNER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PUBLIC = SIGNER.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


# --8<-- [start:naive]
def naive(token):
    head, body, signature = token.split(".")
    alg = json.loads(unb64(head))["alg"]  # (1)!
    if alg == "HS256":
        mac = hmac.digest(PUBLIC, f"{head}.{body}".encode(), "sha256")
        assert hmac.compare_digest(mac, unb64(signature))
    elif alg == "RS256":
        jwt.PyJWS().decode(token, PUBLIC, algorithms=["RS256"])
    return json.loads(unb64(body))  # (2)!


def strict(token):
    return jwt.decode(
        token, PUBLIC, algorithms=["RS256"],  # (3)!
        audience="https://api.example", issuer="https://id.example",
        options={"require": ["exp", "aud", "iss", "sub"]})  # (4)!
# --8<-- [end:naive]


NOW = int(time.time())
GOOD = {"sub": "ann", "iss": "https://id.example", "aud": "https://api.example",
        "exp": NOW + 300}


def signed(**changes):
    claims = {k: v for k, v in (GOOD | changes).items() if v is not None}
    return jwt.encode(claims, SIGNER, "RS256")


def made(alg, claims=GOOD):
    text = ".".join(b64(json.dumps(part).encode()) for part in ({"alg": alg}, claims))
    mac = hmac.digest(PUBLIC, text.encode(), "sha256") if alg == "HS256" else b""
    return f"{text}.{b64(mac)}"


TOKENS = {"alg none": made("none"), "HS256 with the public key": made("HS256"),
          "no exp": signed(exp=None), "expired": signed(exp=NOW - 60),
          "no aud": signed(aud=None), "meant for another API": signed(aud="https://b"),
          "another issuer": signed(iss="https://id.evil")}


def outcome(verify, token):
    try:
        return "accepted" if verify(token) else ""
    except (jwt.PyJWTError, AssertionError) as error:
        return type(error).__name__


print(f"{'token':28}{'naive':10}strict")
taken = 0
for name, token in TOKENS.items():
    loose, tight = outcome(naive, token), outcome(strict, token)
    taken += loose == "accepted"
    print(f"{name:28}{loose:10}{tight}")
    assert tight != "accepted"
assert outcome(naive, signed()) == outcome(strict, signed()) == "accepted"
print(f"forged tokens accepted by the naive verifier: {taken} of {len(TOKENS)}")
print(f"forged tokens accepted by the strict one: 0 of {len(TOKENS)}")
wide = signed(exp=None, iss="https://id.evil", aud=None)
bare = jwt.decode(wide, PUBLIC, ["RS256"])
both = outcome(lambda t: jwt.decode(t, PUBLIC, ["RS256", "HS256"],
                                    audience=GOOD["aud"]), made("HS256"))
print(f"PyJWT told RS256 and HS256, the HS256 one: {both}")
print(f"PyJWT defaults, no exp, no aud, another issuer: {bare['sub']} accepted")
assert taken == len(TOKENS)
