"""Refunds and chargebacks: every order of events, with its entries and its deadline."""

from itertools import product

AMOUNT, FEE = 10_000, 1_500
# --8<-- [start:machine]
MOVES = {  # (state, event): (next state, postings) -- (1)!
    ("captured", "refund"): ("refunded", {"shop": AMOUNT, "clearing": -AMOUNT}),
    ("captured", "opened"): ("needs response", {"disputed": AMOUNT, "fees": FEE,
                                                "clearing": -AMOUNT - FEE}),
    ("needs response", "evidence"): ("under review", {}),
    ("needs response", "due"): ("lost", {"shop": AMOUNT, "disputed": -AMOUNT}),  # (2)!
    ("under review", "won"): ("won", {"clearing": AMOUNT, "disputed": -AMOUNT}),
    ("under review", "lost"): ("lost", {"shop": AMOUNT, "disputed": -AMOUNT}),
}  # fmt: skip
MOVES["refunded", "opened"] = ("needs response", MOVES["captured", "opened"][1])  # (3)!
NAIVE = MOVES | {  # a refund button that does not look at the dispute
    (state, "refund"): (state, MOVES["captured", "refund"][1])
    for state in ("needs response", "under review", "lost")
}
EVENTS = ("refund", "opened", "evidence", "due", "won", "lost")


def play(moves, events):
    state, taken = "captured", []
    book = {"clearing": AMOUNT, "shop": -AMOUNT}
    for event in events:
        if (state, event) in moves and not (event == "refund" and "refund" in taken):
            state, postings = moves[state, event]
            assert sum(postings.values()) == 0
            for account, amount in postings.items():
                book[account] = book.get(account, 0) + amount
            taken.append(event)
    assert sum(book.values()) == 0
    held = state in ("needs response", "under review")
    assert (book.get("disputed", 0) == AMOUNT) == held  # (4)!
    return state, tuple(taken), book


# --8<-- [end:machine]
for name, moves in (("button that ignores disputes", NAIVE), ("guarded", MOVES)):
    histories = {}
    for events in product(EVENTS, repeat=5):
        state, taken, book = play(moves, events)
        histories[taken] = (state, book)
    twice = {h for h, (_, book) in histories.items() if book["shop"] > 0}
    print(f"{name}, different histories: {len(histories)}")
    print(f"{name}, paid back twice: {len(twice)}")
print("what the guard cannot stop:")
for history in sorted(twice):
    print("  captured,", ", ".join(history))
    assert history[:2] == ("refund", "opened")
for name, events in (("refund", ["refund"]), ("won", ["opened", "evidence", "won"]),
                     ("lost", ["opened", "evidence", "lost"])):  # fmt: skip
    book = play(MOVES, events)[2]
    print(f"left of {AMOUNT} after {name}:", book["clearing"])
