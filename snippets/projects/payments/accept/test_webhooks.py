"""Webhooks: signed, repeated, given up, replayed."""

import time

from accept.shop import signature, until


def test_signature(shop, receiver):
    """A webhook carries the signature of Standard Webhooks over id, time and body."""
    secret = shop.listen(receiver.url)["secret"]
    shop.charge()
    [(at, headers, body)] = receiver.waits(1)
    assert headers["webhook-signature"] == signature(secret, headers, body)
    assert abs(int(headers["webhook-timestamp"]) - at) < 60


def test_event(shop, receiver):
    """A webhook says what happened and holds the charge as it is then."""
    shop.listen(receiver.url)
    charge = shop.charge(1200)
    receiver.waits(1)
    [event] = receiver.bodies()
    assert event["type"] == "charge.captured"
    assert {k: event["data"][k] for k in charge} == charge


def test_event_of_a_refund(shop, receiver):
    """A refund has an event of its own with a higher version."""
    shop.listen(receiver.url)
    charge = shop.charge(1000)
    shop.refund(charge["id"], 100)
    receiver.waits(2)
    by_type = {e["type"]: e["data"] for e in receiver.bodies()}
    charged, refunded = by_type["charge.captured"], by_type["refund.succeeded"]
    assert refunded["version"] > charged["version"] and refunded["refunded"] == 100


def test_event_of_a_decline(shop, receiver):
    """A declined charge is told, too."""
    shop.listen(receiver.url)
    shop.charge(card="tok_declined")
    receiver.waits(1)
    assert [e["type"] for e in receiver.bodies()] == ["charge.declined"]


def test_repeated_with_its_id(shop, receiver):
    """A webhook that was not taken comes again with the same id and body."""
    receiver.statuses = [500, 302, 404, 200]
    shop.listen(receiver.url)
    shop.charge()
    got = receiver.waits(4)
    assert len({headers["webhook-id"] for _, headers, _ in got}) == 1
    assert len({body for _, _, body in got}) == 1


def test_waits_longer(shop, receiver):
    """The waits between attempts double: the third is at least twice the first one."""
    receiver.statuses = [500]
    shop.listen(receiver.url)
    shop.charge()
    times = [at for at, _, _ in receiver.waits(4)]
    assert times[3] - times[2] >= 0.2  # 0.1 s, doubled twice, and half of that


def test_dead_letter(shop, receiver):
    """After its last attempt a webhook is dead and says why."""
    receiver.statuses = [503]
    endpoint = shop.listen(receiver.url)["id"]
    shop.charge()
    path = f"/webhook-endpoints/{endpoint}/deliveries"
    [dead] = until(lambda: shop.get(path, state="dead"))
    assert (dead["attempts"], dead["last_error"]) == (4, "status 503")
    time.sleep(0.5)
    assert len(receiver.got) == 4


def test_replay(shop, receiver):
    """Dead webhooks can be replayed, with their old ids."""
    receiver.statuses = [500]
    endpoint = shop.listen(receiver.url)["id"]
    shop.charge()
    path = f"/webhook-endpoints/{endpoint}"
    until(lambda: shop.get(f"{path}/deliveries", state="dead"))
    receiver.statuses = [200]
    assert shop.post(f"{path}/replays").json() == {"replayed": 1, "more": False}
    got = receiver.waits(5)
    assert len({headers["webhook-id"] for _, headers, _ in got}) == 1
    until(lambda: shop.get(f"{path}/deliveries", state="delivered"))


def test_replay_in_parts(shop, receiver):
    """A replay takes two dead webhooks, says whether more are left, and goes on."""
    receiver.statuses = [500]
    endpoint = shop.listen(receiver.url)["id"]
    for _ in range(3):
        shop.post("/charges", shop.order())
    path = f"/webhook-endpoints/{endpoint}"
    until(lambda: len(shop.get(f"{path}/deliveries", state="dead")) == 3)
    receiver.statuses = [200]
    answers = [shop.post(f"{path}/replays").json() for _ in range(3)]
    assert answers == [
        {"replayed": 2, "more": True},
        {"replayed": 1, "more": False},
        {"replayed": 0, "more": False},
    ]
    until(lambda: len(shop.get(f"{path}/deliveries", state="delivered")) == 3)


def test_hanging_receivers_leave_a_turn(shop, client, receiver, hanging):
    """When hanging receivers fill all slots, another's webhook gets the next one."""
    busy = type(shop)(client)
    for number in range(2):
        busy.listen(f"{hanging.url}/{number}")
    for _ in range(32):
        busy.post("/charges", busy.order())
    shop.listen(receiver.url)
    hanging.waits(8)
    shop.charge()
    receiver.waits(1, seconds=2)  # their backlog takes at least 64 * 0.5 s / 8 slots


def test_slow_receiver_hinders_nobody(shop, client, receiver):
    """A receiver that is down does not hold up another's webhooks."""
    down = type(shop)(client)
    down.listen("http://127.0.0.1:9/nobody")
    for _ in range(8):
        down.post("/charges", down.order())
    shop.listen(receiver.url)
    shop.charge()
    receiver.waits(1, seconds=2)


def test_private_networks(shop):
    """A webhook URL in a private network is refused."""
    for address in ("169.254.169.254", "10.0.0.1", "192.168.1.1"):
        answer = shop.register(f"http://{address}/latest")
        assert (answer.status_code, answer.json()["code"]) == (422, "not_public")
