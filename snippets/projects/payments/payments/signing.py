"""Signatures by Standard Webhooks, v1: HMAC-SHA256 over id, time and body."""

import base64
import hashlib
import hmac

PREFIX = "whsec_"


def told(secret: bytes) -> str:
    """Return a secret as a receiver's library wants it."""
    return PREFIX + base64.b64encode(secret).decode()


# --8<-- [start:sign]
def headers(secret: bytes, event: str, seconds: int, body: str) -> dict[str, str]:
    """Return the three headers; `seconds` is the time of this attempt, Unix time."""
    content = f"{event}.{seconds}.{body}".encode()
    signed = base64.b64encode(hmac.digest(secret, content, hashlib.sha256)).decode()
    return {
        "webhook-id": event,  # (1)!
        "webhook-timestamp": str(seconds),  # (2)!
        "webhook-signature": f"v1,{signed}",
        "content-type": "application/json",
    }
# --8<-- [end:sign]
