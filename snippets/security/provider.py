"""A small OpenID provider on Authlib: two clients, one user, everything in memory."""
import time
from types import SimpleNamespace

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import ClientMixin, grants
from authlib.oauth2.rfc6749.errors import InvalidRequestError
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc9207 import IssuerParameter
from authlib.oidc.core import AuthorizationCodeMixin, UserInfo
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, jsonify, request
from joserfc.jwk import RSAKey

KEY = RSAKey.generate_key(2048, {"kid": "2026-11", "use": "sig", "alg": "RS256"})
ANN, CODES, TOKENS = SimpleNamespace(id="ann"), {}, []


class Client(SimpleNamespace, ClientMixin):
    def get_client_id(self): return self.id
    def get_default_redirect_uri(self): return None
    def get_allowed_scope(self, scope): return scope
    def check_redirect_uri(self, uri): return uri in self.uris
    def check_client_secret(self, secret): return False
    def check_endpoint_auth_method(self, method, endpoint): return method == "none"
    def check_response_type(self, kind): return kind == "code"
    def check_grant_type(self, kind): return kind == "authorization_code"


CLIENTS = {name: Client(id=name, uris=[f"http://127.0.0.1/{name}/callback"])
           for name in ("shop", "blog")}


class Code(SimpleNamespace, AuthorizationCodeMixin):
    def get_redirect_uri(self): return self.redirect_uri
    def get_scope(self): return self.scope
    def get_nonce(self): return self.nonce
    def get_auth_time(self): return self.auth_time


# --8<-- [start:grant]
class CodeGrant(grants.AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["none"]  # (1)!

    def save_authorization_code(self, code, req):
        data = req.payload.data
        CODES[code] = Code(
            code=code, client=req.client.id, user=req.user, scope=req.payload.scope,
            redirect_uri=req.payload.redirect_uri, nonce=data.get("nonce"),
            auth_time=int(time.time()), code_challenge=data.get("code_challenge"),
            code_challenge_method=data.get("code_challenge_method"))

    def query_authorization_code(self, code, client):
        found = CODES.get(code)
        fresh = found and time.time() < found.auth_time + 60
        return found if fresh and found.client == client.id else None  # (2)!

    def delete_authorization_code(self, code):
        CODES.pop(code.code, None)  # (3)!

    def authenticate_user(self, code):
        return code.user


class S256Only(CodeChallenge):
    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]  # (4)!

    def validate_code_challenge(self, grant, redirect_uri):
        data = grant.request.payload.data
        if not data.get("code_challenge") or not data.get("code_challenge_method"):
            raise InvalidRequestError("S256 code_challenge required")
        super().validate_code_challenge(grant, redirect_uri)
# --8<-- [end:grant]


class Identity(OpenIDCode):
    def exists_nonce(self, nonce, req):
        return any(code.nonce == nonce for code in CODES.values())

    def resolve_client_private_key(self, client): return KEY
    def get_encode_header(self, client): return {"alg": "RS256", "kid": KEY.kid}
    def get_client_claims(self, client): return {"iss": issuer(), "aud": [client.id]}
    def generate_user_info(self, user, scope): return UserInfo(sub=user.id)


class Issuer(IssuerParameter):
    def get_issuer(self): return issuer()


def issuer():
    return request.host_url.rstrip("/")


def build(*, pkce=None):
    app = Flask(__name__)
    server = AuthorizationServer(app, CLIENTS.get, lambda tok, _: TOKENS.append(tok))
    server.register_grant(CodeGrant, [Identity(require_nonce=True)]
                          + ([pkce] if pkce else []))
    server.register_extension(Issuer())

    @app.get("/authorize")
    def authorize():  # ann has logged in and consented
        try:
            grant = server.get_consent_grant(end_user=ANN)
        except OAuth2Error as error:
            return dict(error.get_body()), error.status_code
        return server.create_authorization_response(grant=grant, grant_user=ANN)

    app.post("/token")(server.create_token_response)

    @app.get("/jwks")
    def jwks():
        return jsonify(keys=[KEY.as_dict(private=False)])

    return app


if __name__ == "__main__":
    print("clients:", ", ".join(CLIENTS), "| grant:", CodeGrant.GRANT_TYPE)
