"""Idempotency keys."""

from concurrent.futures import ThreadPoolExecutor

from accept.shop import key, signature


def test_same_key_same_answer(shop):
    """The same key with the same body gets the same answer, byte for byte."""
    k, order = key(), shop.order()
    first, second = (shop.post("/charges", order, k) for _ in range(2))
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.content == second.content
    assert "idempotency-replayed" not in first.headers
    assert second.headers["idempotency-replayed"] == "true"


def test_same_key_later(shop):
    """A key that comes again after the charge is done charges nothing more."""
    k, order = key(), shop.order(700)
    first = shop.post("/charges", order, k)
    assert shop.done(first.json()["id"])["status"] == "captured"
    assert shop.post("/charges", order, k).content == first.content
    assert len(shop.get(f"/accounts/{shop.id}/entries")) == 1 and shop.balance() == 700


def test_same_key_other_body(shop):
    """The same key with another body is refused with 409 or 422."""
    k = key()
    assert shop.post("/charges", shop.order(1000), k).status_code == 202
    other = shop.post("/charges", shop.order(1001), k)
    assert other.status_code in (409, 422)


def test_same_key_other_path(shop):
    """The same key on another path is refused with 409 or 422."""
    k, charges = key(), [shop.charge(1000) for _ in range(2)]
    paths = [f"/charges/{charge['id']}/refunds" for charge in charges]
    first, second = (shop.post(path, {"amount": 1}, k) for path in paths)
    assert first.status_code == 202 and second.status_code in (409, 422)


def test_same_key_at_once(shop):
    """Twelve requests at once with one key make one charge and get one answer."""
    for _ in range(3):  # the first finds connections to open, the others find them open
        before, k, order = shop.balance(), key(), shop.order(300)
        with ThreadPoolExecutor(12) as threads:
            orders = [order] * 12
            answers = list(threads.map(lambda o, k=k: shop.post("/charges", o, k), orders))
        assert {a.status_code for a in answers} == {202}
        assert len({a.json()["id"] for a in answers}) == 1
        shop.done(answers[0].json()["id"])
        assert shop.balance() == before + 300


def test_refused_leaves_nothing(shop):
    """A request that was refused leaves its key free for a right one."""
    k = key()
    wrong = shop.post("/charges", shop.order(currency="USD"), k)
    assert (wrong.status_code, wrong.json()["code"]) == (409, "wrong_currency")
    assert shop.post("/charges", shop.order(), k).status_code == 202


def test_no_key(shop):
    """Without a key nothing is charged."""
    answer = shop.client.post("/v1/charges", json=shop.order())
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_endpoint_again(shop, receiver):
    """A webhook endpoint asked for again with its key is told with its secret, too."""
    k = key()
    first, second = (shop.register(receiver.url, k) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    shop.charge()
    [(_, headers, body)] = receiver.waits(1)
    secret = second.json()["secret"]
    assert headers["webhook-signature"] == signature(secret, headers, body)


def test_endpoint_at_once(shop, receiver):
    """Twelve requests at once with one key make one webhook endpoint."""
    k = key()
    with ThreadPoolExecutor(12) as threads:
        urls = [receiver.url] * 12
        answers = list(threads.map(lambda url: shop.register(url, k), urls))
    assert {a.status_code for a in answers} == {201}
    assert len({a.json()["id"] for a in answers}) == 1


def test_endpoint_key_reused(shop, receiver):
    """A webhook endpoint's key with another URL is refused with 409 or 422."""
    k = key()
    assert shop.register(receiver.url, k).status_code == 201
    assert shop.register(f"{receiver.url}/other", k).status_code in (409, 422)


def test_endpoint_without_key(shop, receiver):
    """Without a key no webhook endpoint is made."""
    body = {"account_id": shop.id, "url": receiver.url}
    answer = shop.client.post("/v1/webhook-endpoints", json=body)
    assert answer.status_code in (400, 422)
    assert shop.register(receiver.url).status_code == 201
