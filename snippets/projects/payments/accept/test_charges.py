"""Charges, captures and refunds."""

from concurrent.futures import ThreadPoolExecutor

import pytest


def test_charge_is_captured(shop):
    """A charge is processing at once and captured soon."""
    made = shop.post("/charges", shop.order(1250))
    assert (made.status_code, made.json()["status"]) == (202, "processing")
    done = shop.done(made.json()["id"])
    assert (done["status"], done["captured"]) == ("captured", 1250)
    assert done["version"] > made.json()["version"]


def test_declined(shop):
    """A declined charge says why and books nothing."""
    done = shop.charge(card="tok_declined")
    assert (done["status"], done["decline_code"]) == ("declined", "insufficient_funds")
    assert shop.balance() == 0


def test_authorized_books_nothing(shop):
    """A manual charge is reserved, and books nothing before its capture."""
    assert shop.charge(capture="manual")["status"] == "authorized"
    assert shop.balance() == 0


def test_capture_of_less(shop):
    """A smaller capture books what was captured."""
    charge = shop.charge(1000, capture="manual")
    less = shop.post(f"/charges/{charge['id']}/captures", {"amount": 600})
    assert less.status_code == 202
    assert shop.done(charge["id"])["captured"] == 600
    assert shop.balance() == 600


def test_capture_of_more(shop):
    """More than the authorized amount cannot be captured."""
    charge = shop.charge(1000, capture="manual")
    more = shop.post(f"/charges/{charge['id']}/captures", {"amount": 1001})
    assert (more.status_code, more.json()["code"]) == (409, "too_much")


def test_capture_once(shop):
    """Two captures at once take the money once."""
    charge = shop.charge(1000, capture="manual")
    path = f"/charges/{charge['id']}/captures"
    with ThreadPoolExecutor(2) as threads:
        bodies = [{"amount": 400}] * 2
        answers = list(threads.map(lambda body: shop.post(path, body), bodies))
    assert sorted(a.status_code for a in answers) == [202, 409]
    shop.done(charge["id"])
    assert shop.balance() == 400


def test_refund(shop):
    """A refund goes through and leaves the balance."""
    charge = shop.charge(1000)
    made = shop.refund(charge["id"], 400)
    assert (made.status_code, made.json()["status"]) == (202, "pending")
    assert shop.refunded(made.json()["id"])["status"] == "succeeded"
    assert shop.balance() == 600
    assert shop.get(f"/charges/{charge['id']}")["refunded"] == 400


def test_refunds_at_once(shop):
    """Refunds at once give back no more than was captured."""
    charge = shop.charge(1000)
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: shop.refund(charge["id"], 400), range(6)))
    assert sorted(a.status_code for a in answers) == [202, 202, 409, 409, 409, 409]
    for made in answers:
        if made.status_code == 202:
            shop.refunded(made.json()["id"])
    assert shop.balance() == 200


@pytest.mark.parametrize("amount", [0, -1, 10.5, "10", 10**12, True, None])
def test_amounts_are_whole(shop, amount):
    """An amount that is no whole number of minor units is refused with 422."""
    assert shop.post("/charges", shop.order(amount)).status_code == 422


def test_unknown_account(shop):
    """A charge for an account that is not there is answered with 404."""
    other = shop.order(account_id="00000000-0000-7000-8000-000000000000")
    answer = shop.post("/charges", other)
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_account")
