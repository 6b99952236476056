import time
from statistics import median

from accept import people, together


def test_sign_up(url, mailbox):
    """A link in an e-mail leads to a password, and the password to a session."""
    person = people.sign_up(url, mailbox)
    assert person.orgs() == []


def test_link_once(client, mailbox):
    """A link works once."""
    email = people.address()
    client.post("/api/signup", json={"email": email})
    token = mailbox.link_to(email).rsplit("/", 1)[-1]
    body = {"token": token, "password": people.PASSWORD}
    answers = [client.post("/api/confirmations", json=body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 404]


def test_opening_the_link(client, mailbox):
    """Opening the link changes nothing, because mail scanners open links."""
    email = people.address()
    client.post("/api/signup", json={"email": email})
    link = mailbox.link_to(email)
    assert [client.get(link).status_code for _ in range(2)] == [200, 200]
    assert client.post(link, data={"password": people.PASSWORD}).status_code == 303


def test_known_address(client, mailbox, owner):
    """Nothing tells that an address has an account; its owner gets another e-mail."""
    seen, emails = len(mailbox.all_to(owner.email)), (owner.email, people.address())
    answers = [client.post("/api/signup", json={"email": e}) for e in emails]
    assert answers[0].status_code == answers[1].status_code == 202
    assert answers[0].content == answers[1].content
    assert "/login" in mailbox.wait_for(owner.email, seen + 1).get_content()


def test_unknown_login(client, owner):
    """A wrong password and an unknown address get the same answer, about as fast."""
    bodies, seconds = set(), {"known": [], "unknown": []}
    for _ in range(9):  # one less than are allowed
        for kind, email in (("known", owner.email), ("unknown", people.address())):
            began = time.perf_counter()
            body = {"email": email, "password": "wrong"}
            answer = client.post("/api/sessions", json=body)
            seconds[kind].append(time.perf_counter() - began)
            bodies.add((answer.status_code, answer.content))
    assert len(bodies) == 1
    usual = {kind: median(s) for kind, s in seconds.items()}
    assert usual["unknown"] > usual["known"] / 2, usual


def test_guessing(client):
    """After ten wrong passwords for an address the answer is 429, for any address."""
    body = {"email": people.address(), "password": "wrong"}
    statuses = [client.post("/api/sessions", json=body).status_code for _ in range(11)]
    assert statuses == [401] * 10 + [429]


def test_guessing_at_once(client, url):
    """Wrong passwords sent at once do not pass the limit of ten."""
    for _ in range(3):  # the first finds connections to open, the others find them open
        body = {"email": people.address(), "password": "wrong"}
        told = [client.post("/api/sessions", json=body).status_code for _ in range(5)]
        assert told == [401] * 5
        assert together.statuses(url, "/api/sessions", [body] * 20) == {401: 5, 429: 15}


def test_link_of_mail(client, mailbox):
    """A link in an e-mail never follows the request's Host."""
    email = people.address()
    client.post("/api/signup", json={"email": email}, headers={"Host": "evil.example"})
    assert "evil.example" not in mailbox.wait_for(email).get_content()


def test_log_out(url, mailbox):
    """A session that ended is refused at once, and ending all ends all."""
    person = people.sign_up(url, mailbox)
    first = person.http.headers["Authorization"]
    people.log_in(person)
    assert person.http.delete("/api/session").status_code == 204
    assert person.http.get("/api/orgs").status_code == 401
    people.log_in(person)
    assert person.http.delete("/api/sessions").status_code == 204
    person.http.headers["Authorization"] = first
    assert person.http.get("/api/orgs").status_code == 401


def test_name_in_a_header(client, owner, mailbox):
    """A name that no header of an e-mail can hold keeps no e-mail from being sent."""
    org = people.organization(owner, "A\u2028B\x85C")
    invited, later = people.address(), people.address()
    body = {"email": invited, "role": "viewer"}
    answer = owner.http.post(f"/api/orgs/{org}/invitations", json=body)
    assert answer.status_code == 201
    assert client.post("/api/signup", json={"email": later}).status_code == 202
    assert mailbox.link_to(later) and mailbox.link_to(invited)


def test_mail_later(client, mailbox):
    """An e-mail that the mail server refused for now is sent later."""
    email = people.address()
    mailbox.down = True
    try:
        assert client.post("/api/signup", json={"email": email}).status_code == 202
        time.sleep(0.6)
    finally:
        mailbox.down = False
    assert mailbox.link_to(email)
