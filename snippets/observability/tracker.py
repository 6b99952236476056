# needs: bugsink
import os

import httpx
import sentry_sdk

QUIET = {"default_integrations": False, "auto_enabling_integrations": False}


class Tracker:
    """What Bugsink holds, read through its REST API."""

    def __init__(self):
        token = f"Bearer {os.environ['BUGSINK_TOKEN']}"
        base = f"{os.environ['BUGSINK_URL']}/api/canonical/0"
        self.http = httpx.Client(base_url=base, headers={"Authorization": token})

    def issues(self):
        """Return the issues, oldest first."""
        sentry_sdk.flush(10)
        found = self.http.get("/issues/", params={"project": 1}).json()["results"]
        return sorted(found, key=lambda issue: issue["digest_order"])

    def events(self, issue):
        """Return the payloads of one issue, newest first."""
        found = self.http.get("/events/", params={"issue": issue["id"]}).json()
        ids = [event["id"] for event in found["results"]]
        return [self.http.get(f"/events/{one}/").json()["data"] for one in ids]

    def post(self, issue, action):
        return self.http.post(f"/issues/{issue['id']}/{action}/").raise_for_status()


if __name__ == "__main__":
    # --8<-- [start:first]
    tracker = Tracker()
    sentry_sdk.init(**QUIET)  # the address is in SENTRY_DSN
    try:
        {}["card"]
    except KeyError as error:
        sentry_sdk.capture_exception(error)
    (issue,) = tracker.issues()
    print(f"{issue['friendly_id']}: {issue['calculated_type']}, 1 event")
    (event,) = tracker.events(issue)
    frame = event["exception"]["values"][0]["stacktrace"]["frames"][-1]
    print(f"source line: {frame['context_line'].strip()}")
    # --8<-- [end:first]
    assert issue["digested_event_count"] == 1
