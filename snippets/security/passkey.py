# needs: chromium
"""A passkey: registered and used in Chromium, then asked for by the wrong places."""
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import webauthn
from playwright.sync_api import Error, sync_playwright
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria, ResidentKeyRequirement, UserVerificationRequirement)


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass


def serve():
    site = HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    return f"http://bank.localhost:{site.server_port}"


ORIGIN, SIBLING = serve(), serve()
REQUIRED = UserVerificationRequirement.REQUIRED
CREATE = """async o => (await navigator.credentials.create(
    {publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(o)})).toJSON()"""
GET = """async o => (await navigator.credentials.get(
    {publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(o)})).toJSON()"""


# --8<-- [start:server]
def options():
    asked = webauthn.generate_authentication_options(
        rp_id="bank.localhost", user_verification=REQUIRED)
    return asked.challenge, json.loads(webauthn.options_to_json(asked))


def login(assertion, challenge):
    return webauthn.verify_authentication_response(
        credential=assertion, expected_challenge=challenge,  # (1)!
        expected_origin=ORIGIN, expected_rp_id="bank.localhost",  # (2)!
        credential_public_key=key.credential_public_key,
        credential_current_sign_count=key.sign_count,
        require_user_verification=True)
# --8<-- [end:server]


def outcome(name, check):
    try:
        check()
        raise SystemExit(f"{name}: accepted")
    except (WebAuthnException, Error) as error:
        said = "origin" if "origin" in str(error) else "challenge"
        if isinstance(error, Error):
            said = error.message.split(": ")[1]
    print(f"{name}: {said}")
    return said


with sync_playwright() as playwright:
    browser = playwright.chromium.connect_over_cdp(os.environ["CHROMIUM_URL"])
    page = browser.new_context().new_page()
    page.goto(ORIGIN)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True}})
    # --8<-- [start:register]
    asked = webauthn.generate_registration_options(
        rp_id="bank.localhost", rp_name="Shop", user_name="ann",
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=REQUIRED))
    created = page.evaluate(CREATE, json.loads(webauthn.options_to_json(asked)))
    key = webauthn.verify_registration_response(
        credential=created, expected_challenge=asked.challenge,
        expected_origin=ORIGIN, expected_rp_id="bank.localhost",
        require_user_verification=True)
    # --8<-- [end:register]
    print(f"registered: {key.fmt}, user verified: {key.user_verified}")
    challenge, wanted = options()
    assertion = page.evaluate(GET, wanted)
    print(f"logged in: user verified: {login(assertion, challenge).user_verified}")
    results = [outcome("the same answer again",
                       lambda: login(assertion, options()[0]))]
    page.goto(SIBLING)
    challenge, wanted = options()
    relayed = page.evaluate(GET, wanted)
    results += [outcome("made on another origin of the same host",
                        lambda: login(relayed, challenge))]
    page.goto(ORIGIN.replace("bank", "evil"))
    results += [outcome("asked for on a phishing site",
                        lambda: page.evaluate(GET, wanted))]
    browser.close()
assert results == ["challenge", "origin", "SecurityError"]
