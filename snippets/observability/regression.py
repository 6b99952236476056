# needs: bugsink
import sentry_sdk

from snippets.observability.tracker import QUIET, Tracker

tracker = Tracker()


def crash(release):
    """One crash on a machine that runs `release`."""
    sentry_sdk.init(release=release, environment="production", **QUIET)
    try:
        {}["card"]
    except KeyError as error:
        sentry_sdk.capture_exception(error)
    (issue,) = tracker.issues()
    state = "resolved" if issue["is_resolved"] else "open"
    print(f"crash in {release}: {state}, {issue['digested_event_count']} events")
    return issue


def deployed(release):
    made = tracker.http.post("/releases/", json={"project": 1, "version": release})
    made.raise_for_status()
    print(f"release {release} is announced")


# --8<-- [start:steps]
deployed("shop@1.4.0")
issue = crash("shop@1.4.0")
tracker.post(issue, "resolve-next")
print("the fix is merged: resolved by the next release")
assert crash("shop@1.4.0")["is_resolved"]  # (1)!
deployed("shop@1.5.0")
assert crash("shop@1.4.0")["is_resolved"]  # (2)!
assert not crash("shop@1.5.0")["is_resolved"]  # (3)!
tracker.post(issue, "resolve")
print("somebody clicks on Resolve")
assert not crash("shop@1.4.0")["is_resolved"]  # (4)!
# --8<-- [end:steps]
