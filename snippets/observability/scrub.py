# needs: bugsink
import json
import logging
import re

import sentry_sdk

from snippets.observability.tracker import Tracker

SECRETS = {
    "a local named password": "hunter2",
    "a local named body": "4111111111111111",
    "the exception's message": "mia@example.org",
    "a breadcrumb": "tok-9f8e7d6c",
    "a log record": "otp-884422",
    "extra named api_key": "ak-555",
}


def crash():
    password, body = "hunter" + "2", {"pan": "4111" * 1 + "1" * 12}
    logging.getLogger("shop").info("one-time code %s", "otp-" + "884422")
    sentry_sdk.add_breadcrumb(message="refresh with tok-" + "9f8e7d6c")
    sentry_sdk.set_extra("api_key", "ak-" + "555")
    raise ValueError("no account for mia@" + "example.org")


# --8<-- [start:before]
PATTERN = re.compile(r"\d{12,19}|[\w.]+@[\w.]+|(?:tok|key|otp)-\w+")


def scrub(event, hint):
    """The last function before the network: every string of the event."""

    def clean(value):
        if isinstance(value, str):
            return PATTERN.sub("[removed]", value)
        if isinstance(value, dict):
            return {key: clean(item) for key, item in value.items()}
        return [clean(item) for item in value] if isinstance(value, list) else value

    return clean(event)
# --8<-- [end:before]


def stored(**settings):
    sentry_sdk.init(auto_enabling_integrations=False, **settings)
    with sentry_sdk.isolation_scope():
        try:
            crash()
        except ValueError as error:
            sentry_sdk.capture_exception(error)
    newest = max(tracker.issues(), key=lambda issue: issue["last_seen"])
    return json.dumps(tracker.events(newest)[0])


tracker = Tracker()
logging.getLogger("shop").setLevel("INFO")
columns = {
    "defaults": stored(),
    "no locals": stored(include_local_variables=False),
    "before_send": stored(before_send=scrub),
}
print(f"{'in the stored event':24}" + "".join(f"{name:>13}" for name in columns))
for where, secret in SECRETS.items():
    found = [secret in text for text in columns.values()]
    print(f"{where:24}" + "".join(f"{'STORED' if f else '-':>13}" for f in found))
for name, text in columns.items():
    kept = sum(secret in text for secret in SECRETS.values())
    print(f"stored with {name}: {kept}/{len(SECRETS)}")
assert not any(secret in columns["before_send"] for secret in SECRETS.values())
