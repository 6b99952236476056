"""The client's half of the code flow: what it keeps, and what it refuses."""
import secrets
import urllib.parse as url

import jwt
from authlib.oauth2.rfc7636 import create_s256_code_challenge

CALLBACK = "http://127.0.0.1/shop/callback"


# --8<-- [start:client]
def begin():
    return {"state": secrets.token_urlsafe(16), "nonce": secrets.token_urlsafe(16),
            "verifier": secrets.token_urlsafe(48)}  # (1)!


def authorize(http, kept, **changes):
    query = {"response_type": "code", "client_id": "shop", "redirect_uri": CALLBACK,
             "scope": "openid", "state": kept["state"], "nonce": kept["nonce"],
             "code_challenge": create_s256_code_challenge(kept["verifier"]),
             "code_challenge_method": "S256"} | changes
    return http.get("/authorize", params={k: v for k, v in query.items() if v})


def redeem(http, code, kept, **changes):
    form = {"grant_type": "authorization_code", "client_id": "shop", "code": code,
            "redirect_uri": CALLBACK, "code_verifier": kept["verifier"]} | changes
    return http.post("/token", data={k: v for k, v in form.items() if v})


def callback(location, kept, issuer):
    answer = dict(url.parse_qsl(url.urlsplit(location).query))
    state = kept.pop("state", None)  # (2)!
    if not state or not secrets.compare_digest(answer.get("state", ""), state):
        raise PermissionError("state")
    if answer.get("iss") != issuer:
        raise PermissionError("iss")  # (3)!
    return answer["code"]


def who(http, id_token, kept, issuer):
    keys = jwt.PyJWKSet.from_dict(http.get("/jwks").json())
    key = keys[jwt.get_unverified_header(id_token)["kid"]]
    claims = jwt.decode(id_token, key.key, ["RS256"], audience="shop", issuer=issuer,
                        options={"require": ["exp", "iat", "sub", "nonce"]})
    if claims["nonce"] != kept["nonce"]:
        raise PermissionError("nonce")  # (4)!
    return claims["sub"]
# --8<-- [end:client]


if __name__ == "__main__":
    print("kept:", ", ".join(f"{k} ({len(v)} characters)" for k, v in begin().items()))
