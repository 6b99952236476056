"""Standard Webhooks: sign id, time and raw body; verify; attempts to get past it."""

import base64
import hashlib
import hmac
import json


def key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix("whsec_"))


# --8<-- [start:scheme]
def sign(secret: str, id: str, timestamp: int, body: bytes) -> str:
    content = f"{id}.{timestamp}.".encode() + body  # (1)!
    digest = hmac.new(key(secret), content, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def verify(secrets: list[str], headers: dict, body: bytes, now: int) -> str:
    timestamp = int(headers["webhook-timestamp"])
    if abs(now - timestamp) > 300:  # (2)!
        return "refused: too old or too new"
    for sent in headers["webhook-signature"].split():  # (3)!
        for secret in secrets:
            expected = sign(secret, headers["webhook-id"], timestamp, body)
            if hmac.compare_digest(expected.encode(), sent.encode()):  # (4)!
                return "ok"
    return "refused: no signature fits"


# --8<-- [end:scheme]
NOW = 1614265330
OLD, NEW = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_" + "bmV3" * 8
ID, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}'


def headers(*secrets: str, at: int = NOW, **changed: str) -> dict:
    signatures = " ".join(sign(secret, ID, at, BODY) for secret in secrets)
    names = {"webhook-id": ID, "webhook-timestamp": str(at)}
    return names | {"webhook-signature": signatures} | changed


reference = sign(OLD, ID, NOW, BODY)
print(f"reference signature: {reference}")
assert reference == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
parsed = json.dumps(json.loads(BODY), separators=(",", ":")).encode()
late = {**headers(OLD), "webhook-timestamp": str(NOW + 900)}
CASES = {
    "as sent": (headers(OLD), BODY, NOW + 2),
    "body changed": (headers(OLD), BODY.replace(b"24", b"99"), NOW),
    "body parsed and written again": (headers(OLD), parsed, NOW),
    "id changed": ({**headers(OLD), "webhook-id": "msg_2"}, BODY, NOW),
    "replayed after 15 minutes": (headers(OLD), BODY, NOW + 900),
    "replayed with a new time": (late, BODY, NOW + 900),
    "replayed after 10 seconds": (headers(OLD), BODY, NOW + 10),
    "rotating, signed by both": (headers(NEW, OLD), BODY, NOW),
    "rotated too early": (headers(NEW), BODY, NOW),
}
for title, (sent, body, now) in CASES.items():
    print(f"{title:30} {verify([OLD], sent, body, now)}")
