# needs: bugsink(max_events_per_project_per_5_minutes=20)
import collections

import sentry_sdk

from snippets.observability.tracker import QUIET, Tracker

FIRST = 5  # events of one kind that a process sends in a minute


# --8<-- [start:cap]
def capped():
    sent = collections.Counter()  # a real one forgets after a minute

    def before_send(event, hint):
        error = hint.get("exc_info", [None])[0]  # (1)!
        kind = error.__name__ if error else event.get("logger")
        sent[kind] += 1
        return event if sent[kind] <= FIRST else None  # (2)!

    return before_send
# --8<-- [end:cap]


def storm():
    """Forty timeouts in a loop, then the one error that matters."""
    last = ValueError("balance is wrong")
    for error in [TimeoutError("fraud service")] * 40 + [last]:
        try:
            raise error
        except Exception as raised:
            sentry_sdk.capture_exception(raised)
        sentry_sdk.flush(5)


def received():
    return {i["calculated_type"]: i["digested_event_count"] for i in tracker.issues()}


tracker = Tracker()
sentry_sdk.init(before_send=capped(), **QUIET)
storm()
first = received()
print(f"capped at {FIRST} a kind, timeouts received: {first['TimeoutError']}")
print(f"capped, wrong balance received: {first.get('ValueError', 0)}")

sentry_sdk.init(**QUIET)
storm()
after = received()
total = sum(after.values())
print(f"without a cap, events until the quota of 20: {total - sum(first.values())}")
rare = after["ValueError"] - first["ValueError"]
print(f"without a cap, wrong balance received: {rare}")
assert total == 20 and first == {"TimeoutError": FIRST, "ValueError": 1}
assert after["ValueError"] == 1
