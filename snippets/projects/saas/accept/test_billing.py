import json
import time

from outside.stripe_server import signature

from accept import people, together
from accept.conftest import BEFORE, SECRET, Company, eventually


def sent(company, payload, header):
    """Send bytes as a webhook; return the status."""
    headers = {"Stripe-Signature": header} if header is not None else {}
    with people.client(company.url) as http:
        answer = http.post("/stripe/webhook", content=payload, headers=headers)
        return answer.status_code


def test_checkout(company):
    """Paying at Stripe turns the plan to pro."""
    assert company.plan() == "free"
    company.subscribed()
    assert company.details()["status"] == "active"


def test_unpaid(company):
    """A subscription whose first payment is open gives nothing."""
    company.stripe.subscribe(company.customer(), "incomplete")
    company.deliver(company.stripe.events[-1])
    eventually(lambda: company.details()["status"], "incomplete")
    assert company.plan() == "free"


def test_failed_payment(company):
    """The plan stays while Stripe retries the card; it ends when Stripe gives up."""
    subscription = company.subscribed()
    company.deliver(company.stripe.change(subscription, status="past_due"))
    eventually(lambda: company.details()["status"], "past_due")
    assert company.plan() == "pro"
    company.deliver(company.stripe.change(subscription, status="unpaid"))
    eventually(company.plan, "free")


def test_forged(company):
    """A webhook is refused unless a secret of ours recently signed these bytes."""
    event = {"id": "evt_forged", "type": "invoice.paid"}
    event["data"] = {"object": {"customer": "c"}}
    payload = json.dumps(event).encode()
    now = int(time.time())
    good = signature(payload, SECRET)
    forged = {
        "none": None, "empty": "", "another secret": signature(payload, "whsec_guess"),
        "no secret": signature(payload, ""),
        "ten minutes old": signature(payload, SECRET, now - 600),
        "from the future": signature(payload, SECRET, now + 600),
        "another scheme": good.replace("v1=", "v0="), "a word": "hello",
    }  # fmt: skip
    for name, header in forged.items():
        assert 400 <= sent(company, payload, header) < 500, name
    assert 400 <= sent(company, payload.replace(b"paid", b"void"), good) < 500
    assert sent(company, payload, good) == 200


def test_secret_rotation(company):
    """While one signing secret replaces the other, both are taken."""
    company.stripe.subscribe(company.customer())
    payload = json.dumps(company.stripe.events[-1]).encode()
    assert sent(company, payload, signature(payload, BEFORE)) == 200
    eventually(company.plan, "pro")


def test_duplicate(company):
    """The same webhook twice is answered twice and worked on once."""
    company.subscribed()
    asked = f"GET /v1/subscriptions {company.customer_id}"
    before = company.stripe.calls.count(asked)
    event = company.stripe.events[-1]
    for _ in range(5):
        assert company.deliver(event) == 200
        time.sleep(0.3)
    again = company.stripe.calls.count(asked) - before
    assert again <= 2, f"{again} questions for webhooks that were known"


def test_late_webhook(company):
    """An old webhook that arrives last does not bring an old state back."""
    subscription = company.subscribed()
    late = company.stripe.events[-1]
    late = {**late, "id": f"{late['id']}_late"}
    company.deliver(company.stripe.change(subscription, status="canceled"))
    eventually(company.plan, "free")
    company.deliver(late)
    time.sleep(0.5)
    assert company.plan() == "free"


def test_lost_webhook(company):
    """What no webhook said is found by asking Stripe."""
    subscription = company.subscribed()
    company.stripe.change(subscription, status="canceled")
    eventually(company.plan, "free")


def test_failing_customer(url, owner, stripe):
    """A customer for whom Stripe always fails keeps no other from being asked about."""
    failing = [
        (500, "{}"), (404, '{"error": {"code": "resource_missing"}}'),
        (200, '{"data": [{}]}'), (200, "[]"),
    ]  # fmt: skip
    for answer in failing:
        one = Company(owner, people.organization(owner), url, stripe)
        stripe.instead[one.customer()] = answer
        event = stripe.change(stripe.subscribe(one.customer_id)["id"])
        assert one.deliver(event) == 200
    sound = Company(owner, people.organization(owner), url, stripe)  # due last
    stripe.subscribe(sound.customer())
    eventually(sound.plan, "pro", seconds=20)


def test_stripe_down(company):
    """A webhook that comes while Stripe is down is kept and worked on afterwards."""
    company.stripe.subscribe(company.customer())
    company.stripe.down = True
    assert company.deliver(company.stripe.events[-1]) == 200
    time.sleep(0.6)
    assert company.plan() == "free"
    company.stripe.down = False
    eventually(company.plan, "pro")


def test_checkout_while_down(company):
    """While Stripe is down a checkout fails with 502 and everything else works."""
    company.stripe.down = True
    answer = company.owner.http.post(f"{company.api}/checkout")
    assert answer.status_code == 502
    assert answer.headers["content-type"] == "application/problem+json"
    body = {"key": "beta"}
    assert company.owner.http.post(f"{company.api}/flags", json=body).status_code == 201


def test_drops(company):
    """A call to Stripe ends in seconds, also where the answer comes byte by byte."""
    company.stripe.drops = True
    began = time.monotonic()
    assert company.owner.http.post(f"{company.api}/checkout").status_code == 502
    assert time.monotonic() - began < 8


def test_second_attempt(company, other, mailbox):
    """A checkout that failed at Stripe does not keep a colleague from starting one."""
    people.join(company.owner, company.id, other, "admin", mailbox)
    members = company.owner.http.get(f"{company.api}/members").json()["members"]
    user = next(m["user"] for m in members if m["email"] == other.email)
    place = f"{company.api}/members/{user}"
    assert company.owner.http.patch(place, json={"role": "owner"}).status_code == 204
    company.stripe.down = True
    assert company.owner.http.post(f"{company.api}/checkout").status_code == 502
    company.stripe.down = False
    assert other.http.post(f"{company.api}/checkout").status_code == 200
    assert company.owner.http.post(f"{company.api}/checkout").status_code == 200


def test_two_checkouts(company):
    """Two checkouts started at once are for the same customer."""
    company.stripe.delay, known = 0.3, len(company.stripe.sessions)
    token = company.owner.http.headers["Authorization"]
    place = f"{company.api}/checkout"
    found = together.statuses(company.url, place, [{}] * 2, Authorization=token)
    assert found == {200: 2}
    made = list(company.stripe.sessions.values())[known:]
    assert len({session["customer"] for session in made}) == 1


def test_twice(company):
    """An organization that pays is sent to the portal, not to a second checkout."""
    company.subscribed()
    assert company.owner.http.post(f"{company.api}/checkout").status_code == 409
    assert company.owner.http.post(f"{company.api}/portal").status_code == 200
