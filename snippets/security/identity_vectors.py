"""The vectors of three RFCs, each from a few lines of the standard library."""
import base64
import hashlib
import hmac
import json
import struct


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


# --8<-- [start:idea]
def hs256(signing_input, key):
    return b64(hmac.digest(key, signing_input.encode(), "sha256"))


def s256(verifier):
    return b64(hashlib.sha256(verifier.encode()).digest())


def totp(seed, now, digits=8, step=30):
    mac = hmac.digest(seed, struct.pack(">Q", now // step), "sha1")
    at = mac[-1] & 15  # (1)!
    return f"{(int.from_bytes(mac[at:at + 4]) & 0x7fffffff) % 10**digits:0{digits}}"


class OnceTotp:
    """RFC 6238, 5.2: the second attempt with the same code must fail."""
    last = -1

    def accept(self, seed, code, now, window=1):
        for step in range(now // 30 - window, now // 30 + window + 1):
            if hmac.compare_digest(totp(seed, step * 30), code) and step > self.last:
                self.last = step  # (2)!
                return True
        return False
# --8<-- [end:idea]


KEY = ("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75"
       "aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
# RFC 7515, A.1.1 has line ends of two characters in the JSON.
HEADER = '{"typ":"JWT",\r\n "alg":"HS256"}'
CLAIMS = '{"iss":"joe",\r\n "exp":1300819380,\r\n "http://example.com/is_root":true}'
assert json.loads(CLAIMS)["iss"] == "joe"
signature = hs256(f"{b64(HEADER.encode())}.{b64(CLAIMS.encode())}",
                  base64.urlsafe_b64decode(KEY + "=="))
print(f"JWS HS256, RFC 7515 A.1: {signature}")
print(f"PKCE S256 of the same string, RFC 7636 B: {s256(signature)}")
SEED = b"12345678901234567890"
times = [59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000]
codes = [totp(SEED, t) for t in times]
print(f"TOTP, RFC 6238 B: {' '.join(codes)}")
assert signature == "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
assert s256(signature) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
assert codes == "94287082 07081804 14050471 89005924 69279037 65353130".split()

now = 1111111111
code = totp(SEED, now)
careless = [hmac.compare_digest(totp(SEED, now), code) for _ in range(2)]
once = OnceTotp()
careful = [once.accept(SEED, code, now), once.accept(SEED, code, now + 5)]
print(f"TOTP used twice, careless: {careless}")
print(f"TOTP used twice, remembered: {careful}")
assert careless == [True, True] and careful == [True, False]
