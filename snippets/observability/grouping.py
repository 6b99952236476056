# needs: bugsink
import traceback
from pathlib import Path

import sentry_sdk

from snippets.observability.tracker import QUIET, Tracker

OURS = str(Path(__file__).parent)  # a timeout raised inside httpx is not a cause
NAMES = ["Mia", "Ken", "Aoi", "Ben", "Yui", "Tom", "Eve", "Ada", "Leo", "Sora"]


class CardRefused(Exception):
    pass


def charge(who):
    raise CardRefused(f"the card of {who} was refused")


def refund(who):
    raise CardRefused(f"the card of {who} was refused")


# --8<-- [start:fingerprint]
def by_cause(event, hint):
    """Same class, from the same function of our own code: the same issue."""
    if "exc_info" not in hint:
        return event
    kind, _, trace = hint["exc_info"]
    codes = [frame.f_code for frame, _ in traceback.walk_tb(trace)]
    own = [code for code in codes if OURS in code.co_filename] or codes
    event["fingerprint"] = [kind.__name__, own[-1].co_qualname]  # (1)!
    return event
# --8<-- [end:fingerprint]


def too_coarse(event, hint):
    event["fingerprint"] = ["payments"]
    return event


def issues_of(title, calls, before_send=None):
    before = {i["id"]: i["digested_event_count"] for i in tracker.issues()}
    sentry_sdk.init(before_send=before_send, **QUIET)
    for function, argument in calls:
        try:
            function(argument)
        except CardRefused as error:
            sentry_sdk.capture_exception(error)
    after = {i["id"]: i["digested_event_count"] for i in tracker.issues()}
    count = sum(number > before.get(one, 0) for one, number in after.items())
    print(f"{title}: {count}")
    return count


tracker = Tracker()
numbers = [(charge, f"order {n}") for n in range(1000, 1010)]
names = [(charge, name) for name in NAMES]
both = [(charge, "nobody"), (refund, "nobody")]
assert issues_of("one bug, ten order numbers in the message", numbers) == 1
assert issues_of("one bug, ten names in the message", names) == 10
assert issues_of("two bugs, one message", both) == 1
assert issues_of("fingerprinted, one bug, ten names", names, by_cause) == 1
assert issues_of("fingerprinted, two bugs, one message", both, by_cause) == 2
assert issues_of("the fingerprint 'payments', two bugs", both, too_coarse) == 1
