"""exp, nbf and iat on a verifier whose clock is off, with and without leeway."""
import time
from datetime import datetime
from unittest.mock import patch

import jwt

KEY = "k" * 32
ISSUED = int(time.time())


class Clock:
    """PyJWT asks `datetime.now`; here is one that is off."""
    def __init__(self, off): self.off = off
    def now(self, tz=None):
        return datetime.fromtimestamp(ISSUED + self.off, tz)


TOKEN = jwt.encode({"sub": "ann", "iat": ISSUED, "nbf": ISSUED, "exp": ISSUED + 300},
                   KEY, "HS256")


# --8<-- [start:idea]
def seen_by(off, leeway):
    with patch("jwt.api_jwt.datetime", Clock(off)):  # (1)!
        try:
            jwt.decode(TOKEN, KEY, ["HS256"], leeway=leeway)  # (2)!
            return "accepted"
        except jwt.PyJWTError as error:
            return type(error).__name__


print(f"{'verifier':>9}  {'leeway 0':24}leeway 30")
for off in (-31, -30, -1, 0, 299, 300, 329, 330):
    print(f"{off:+8} s  {seen_by(off, 0):24}{seen_by(off, 30)}")
# --8<-- [end:idea]
assert seen_by(-1, 0) == "ImmatureSignatureError" and seen_by(-30, 30) == "accepted"
assert seen_by(300, 0) == "ExpiredSignatureError" and seen_by(329, 30) == "accepted"
assert seen_by(330, 30) == "ExpiredSignatureError"
