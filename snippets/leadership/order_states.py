from snippets.leadership import order_flags

# --8<-- [start:after]
NEXT = {
    ("placed", "pay"): ("paid", "receipt"),
    ("placed", "cancel"): ("cancelled", "nothing owed"),
    ("paid", "pack"): ("packed", "label"),
    ("paid", "cancel"): ("refunded", "refund"),
    ("packed", "ship"): ("shipped", "tracking number"),
    ("packed", "cancel"): ("refunded", "unpack, refund"),
    ("shipped", "return"): ("returned", "refund"),
}


class Order:
    def __init__(self):
        self.state = "placed"

    def handle(self, event):
        refused = (self.state, "refused")
        self.state, answer = NEXT.get((self.state, event), refused)
        return answer
# --8<-- [end:after]


if __name__ == "__main__":
    order_flags.run(Order)
