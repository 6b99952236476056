"""The ledger and the reconciliation."""

from collections import Counter

from accept.shop import until


def reconciled(shop):
    run = shop.client.post("/v1/reconciliations").json()["id"]
    read = lambda: shop.get(f"/reconciliations/{run}")  # noqa: E731
    return until(lambda: (r := read())["state"] == "done" and r)


def breaks_of(shop, run):
    ours = {e["reference"] for e in shop.get(f"/accounts/{shop.id}/entries")}
    return [b for b in run["breaks"] if b["reference"] in ours]


def told(broken):
    """The class of a break, our amount and the processor's."""
    return tuple(broken[name] for name in ("class", "ours", "theirs"))


def test_books_sum_to_zero(shop):
    """The books of each currency sum to zero."""
    charge = shop.charge(1000)
    shop.refunded(shop.refund(charge["id"], 300).json()["id"])
    sums = Counter()
    for line in shop.get("/trial-balance"):
        sums[line["currency"]] += line["balance"]
    assert set(sums.values()) == {0} and "EUR" in sums


def test_entries(shop):
    """Entries of an account add up to its balance, one for each movement."""
    charge = shop.charge(1000)
    shop.refunded(shop.refund(charge["id"], 300).json()["id"])
    entries = shop.get(f"/accounts/{shop.id}/entries")
    moved = [(e["kind"], e["amount"]) for e in entries]
    assert moved == [("charge", -1000), ("refund", 300)]
    assert -sum(e["amount"] for e in entries) == shop.balance() == 700
    rest = shop.get(f"/accounts/{shop.id}/entries", after=entries[0]["id"], limit=1)
    assert rest == entries[1:]


def test_reconciliation_agrees(shop):
    """What the processor settled as booked is no break."""
    shop.charge(1000)
    run = reconciled(shop)
    assert run["matched"] >= 1 and breaks_of(shop, run) == []


def test_amount_differs(shop):
    """A settlement with another amount is a break with both amounts."""
    shop.charge(1000, card="tok_short")
    [found] = breaks_of(shop, reconciled(shop))
    assert told(found) == ("amount_differs", 1000, 999)


def test_not_settled(shop):
    """A charge that the processor does not settle is a break."""
    shop.charge(1000, card="tok_unsettled")
    [found] = breaks_of(shop, reconciled(shop))
    assert told(found) == ("not_settled", 1000, None)


def own(shop, currency):
    """A reconciliation, and the balances of the service's own accounts after it."""
    run = reconciled(shop)
    lines = [b for b in shop.get("/trial-balance") if b["currency"] == currency]
    named = {b["account"].removesuffix(f":{currency}"): b["balance"] for b in lines}
    return run, Counter(named)


def test_settlement_books_the_fee(shop):
    """A settlement moves the money to the bank, less the fee, once."""
    _, before = own(shop, "GBP")
    type(shop)(shop.client, "GBP").charge(1000)
    reconciled(shop)
    _, moved = own(shop, "GBP")
    moved.subtract(before)
    assert [moved[name] for name in ("bank", "fees", "processor")] == [961, 39, 0]


def unsettled(shop, card, currency):
    """The class and the amounts of a charge's break; nothing must reach our bank."""
    _, before = own(shop, currency)
    shop.charge(1000, card=card)
    run, after = own(shop, currency)
    [found] = breaks_of(shop, run)
    assert after["bank"] == before["bank"]
    return told(found)


def test_currency_differs(shop):
    """A settlement in another currency is a break, and books nothing."""
    assert unsettled(shop, "tok_foreign", "USD") == ("currency_differs", 1000, 1000)


def test_kind_differs(shop):
    """A charge that was settled as a refund is a break, and books nothing."""
    assert unsettled(shop, "tok_reversed", "EUR") == ("kind_differs", 1000, 1000)


def test_settled_twice(shop):
    """A second settlement of one charge is a break; the first one is booked, once."""
    _, before = own(shop, "EUR")
    shop.charge(1000, card="tok_twice")
    run, after = own(shop, "EUR")
    [found] = breaks_of(shop, run)
    assert told(found) == ("settled_twice", 1000, 1000)
    assert after["bank"] - before["bank"] == 961
