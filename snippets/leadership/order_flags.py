"""An order as it grew: five flags, and a question for each of them."""
import hashlib
import itertools

EVENTS = ["pay", "pack", "ship", "cancel", "return"]


# --8<-- [start:before]
class Order:
    def __init__(self):
        self.paid = self.packed = self.shipped = False
        self.cancelled = self.refunded = False

    def handle(self, event):
        if event == "pay":
            if not self.cancelled:
                if not self.paid:
                    self.paid = True
                    return "receipt"
        elif event == "pack":
            if self.paid and not self.cancelled:
                if not self.packed:
                    self.packed = True
                    return "label"
        elif event == "ship":
            if self.packed and not self.cancelled:
                if not self.shipped:
                    self.shipped = True
                    return "tracking number"
        elif event == "cancel":
            if not self.shipped and not self.cancelled:
                self.cancelled = True
                if self.paid:
                    self.refunded = True
                    if self.packed:
                        return "unpack, refund"
                    return "refund"
                return "nothing owed"
        elif event == "return":
            if self.shipped and not self.refunded:
                self.refunded = True
                return "refund"
        return "refused"
# --8<-- [end:before]


# --8<-- [start:tests]
def run(order_class):
    """The tests: they know the events and the answers, and nothing inside."""
    def answers(*events):
        order = order_class()
        return [order.handle(event) for event in events]

    assert answers("pay", "pack", "ship")[-1] == "tracking number"
    assert answers("pay", "pay") == ["receipt", "refused"]
    assert answers("pay", "pack", "cancel")[-1] == "unpack, refund"
    assert answers("pay", "pack", "ship", "cancel")[-1] == "refused"
    assert answers("pay", "pack", "ship", "return", "return")[-1] == "refused"
    print("tests that pass: 5")
    recorded, sequences = hashlib.sha256(), 0
    for length in range(1, 7):
        for events in itertools.product(EVENTS, repeat=length):  # (1)!
            recorded.update(repr(answers(*events)).encode())
            sequences += 1
    print(f"sequences of events tried: {sequences:,}")
    print(f"digest of all answers: {recorded.hexdigest()[:12]}")
    return recorded.hexdigest()
# --8<-- [end:tests]


if __name__ == "__main__":
    run(Order)
