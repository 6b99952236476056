"""Two updates of one order, the first one retried: three receivers, three endings."""

# --8<-- [start:receivers]
class LastArrival:
    def __init__(self, source: dict) -> None:
        self.source, self.state, self.version = source, None, 0

    def receive(self, event: dict) -> None:
        self.state = event["state"]


class NewestVersion(LastArrival):
    def receive(self, event: dict) -> None:
        if event["version"] > self.version:  # (1)!
            self.state, self.version = event["state"], event["version"]


class ThinEvent(LastArrival):
    def receive(self, event: dict) -> None:
        self.state = self.source[event["order"]]  # (2)!


# --8<-- [end:receivers]
SOURCE = {"7": "refunded"}
PAID = {"order": "7", "version": 1, "state": "paid"}
REFUNDED = {"order": "7", "version": 2, "state": "refunded"}
ARRIVALS = [REFUNDED, PAID, REFUNDED, PAID]  # retries: late, and twice
ended = {}
for kind in (LastArrival, NewestVersion, ThinEvent):
    receiver = kind(SOURCE)
    for event in ARRIVALS:
        receiver.receive(event)
    ended[kind.__name__] = receiver.state
    print(f"{kind.__name__}: {receiver.state}")
assert list(ended.values()) == ["paid", "refunded", "refunded"]
