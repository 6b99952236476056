"""The code flow with PKCE against our provider, then everything it must refuse."""
import contextlib
import os
import threading
import urllib.parse as url
from wsgiref.simple_server import WSGIRequestHandler, make_server

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # loopback only

import httpx
from authlib.oauth2.rfc7636 import CodeChallenge

from snippets.security.oidc_client import (CALLBACK, authorize, begin, callback,
                                           redeem, who)
from snippets.security.provider import S256Only, build


class Quiet(WSGIRequestHandler):
    def log_message(self, *args): pass


@contextlib.contextmanager
def running(app):
    server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def answer(response):
    good = response.status_code in (200, 302)
    return "accepted" if good else response.json()["error"]


def code_of(http, kept):
    query = url.urlsplit(authorize(http, kept).headers["location"]).query
    return dict(url.parse_qsl(query))["code"]


def refused(check, *arguments):
    try:
        check(*arguments)
        return "accepted"
    except PermissionError as error:
        return f"refused by the client: {error}"


with running(build(pkce=S256Only(required=True))) as issuer, \
        httpx.Client(base_url=issuer) as http:
    mine, other = begin(), begin()
    back = authorize(http, mine).headers["location"]
    kept = dict(mine)
    code = callback(back, kept, issuer)
    tokens = redeem(http, code, mine)
    print(f"the flow: {who(http, tokens.json()['id_token'], mine, issuer)} logged in")
    outcomes = {
        "the code again": answer(redeem(http, code, mine)),
        "redirect_uri with one more slash": answer(
            authorize(http, other, redirect_uri=CALLBACK + "/")),
        "no code_challenge": answer(authorize(http, other, code_challenge=None,
                                              code_challenge_method=None)),
        "method plain": answer(authorize(http, other, code_challenge_method="plain"))}
    for name, changes in {
            "wrong verifier": {"code_verifier": "x" * 64},
            "no verifier": {"code_verifier": None},
            "another redirect_uri at /token": {"redirect_uri": CALLBACK + "2"},
            "another client's code": {"client_id": "blog"}}.items():
        theirs = begin()
        stolen = code_of(http, theirs)
        outcomes[name] = answer(redeem(http, stolen, theirs, **changes))
    outcomes |= {
        "the answer again": refused(callback, back, kept, issuer),
        "no state": refused(callback, back.replace("state=", "x="), {**mine}, issuer),
        "somebody else's state": refused(callback, back, {**other}, issuer),
        "no iss": refused(callback, back.replace("iss=", "x="), {**mine}, issuer),
        "another iss": refused(callback, back, {**mine}, "http://127.0.0.1:9"),
        "id_token of another login": refused(
            who, http, tokens.json()["id_token"], other, issuer)}
for name, outcome in outcomes.items():
    print(f"{name}: {outcome}")
    assert outcome != "accepted"
print(f"refused: {len(outcomes)} of {len(outcomes)}")


def weaker(pkce, sent, **changes):
    with running(build(pkce=pkce)) as issuer, httpx.Client(base_url=issuer) as http:
        kept = begin()
        changes = {k: kept["verifier"] if v == "itself" else v
                   for k, v in changes.items()}
        back = authorize(http, kept, **changes)
        code = callback(back.headers["location"], kept, issuer)
        return answer(redeem(http, code, kept, code_verifier=sent or kept["verifier"]))


weak = {"PKCE not registered, wrong verifier": weaker(None, "x" * 64),
        "Authlib's CodeChallenge, wrong verifier": weaker(CodeChallenge(), "x" * 64),
        "Authlib's CodeChallenge, no method": weaker(
            CodeChallenge(), None, code_challenge="itself", code_challenge_method=None)}
for name, outcome in weak.items():
    print(f"{name}: {outcome}")
assert list(weak.values()) == ["accepted", "invalid_grant", "accepted"]
