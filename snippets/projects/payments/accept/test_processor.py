"""A processor that answers late, never, or not at all."""


def test_lost_answer(shop, processor):
    """A charge whose answer was lost is made once and found again."""
    before = set(processor.read()["done"])
    charge = shop.charge(800, card="tok_lost")
    assert charge["status"] == "captured"
    book = processor.read()
    [made] = set(book["done"]) - before
    assert book["calls"][made] == 2
    assert shop.balance() == 800


def test_slow_answer(shop):
    """A charge whose answer came after the time limit is not declined."""
    charge = shop.post("/charges", shop.order(card="tok_slow")).json()
    assert shop.done(charge["id"])["status"] == "captured"


def test_silent_processor(shop, processor):
    """When the key may be forgotten the processor is asked, not called again."""
    before = set(processor.read()["done"])
    charge = shop.charge(900, card="tok_silent")
    assert (charge["status"], shop.balance()) == ("captured", 900)
    assert len(set(processor.read()["done"]) - before) == 1


def test_processor_down(shop):
    """A charge that never reached the processor stays unknown, then is declined."""
    made = shop.post("/charges", shop.order(card="tok_down")).json()
    waited = shop.get(f"/charges/{made['id']}", wait_seconds=0.4)
    assert waited["status"] == "processing"
    done = shop.done(made["id"])
    assert (done["status"], done["decline_code"]) == ("declined", "not_reached")
