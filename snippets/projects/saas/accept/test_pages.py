from accept import people
from accept.people import Browser


def test_session_cookie(url, owner):
    """The cookie is HttpOnly, Secure, SameSite=Lax and bound to this host."""
    browser = Browser(url)
    answer = browser.post("/login", email=owner.email, password=people.PASSWORD)
    parts = answer.headers["set-cookie"].lower().split("; ")
    assert parts[0].startswith("__host-")
    assert {"httponly", "secure", "samesite=lax", "path=/"} <= set(parts)


def test_rotation(url, owner):
    """Logging in makes a new session and ends the one that the browser had."""
    browser = Browser(url).log_in(owner.email)
    before = browser.cookie
    browser.log_in(owner.email)
    assert browser.cookie != before
    browser.cookie = before
    assert browser.get("/orgs").headers["location"] == "/login"


def test_cookie_at_the_api(url, owner):
    """The API takes no cookie, so no other site can use it."""
    browser = Browser(url).log_in(owner.email)
    assert browser.get("/api/orgs").status_code == 401


def test_other_site(url, owner):
    """A form that another site sends is refused."""
    browser = Browser(url).log_in(owner.email)
    csrf = browser.csrf("/orgs")
    browser.origin = "https://evil.example"
    assert browser.post("/orgs", name="Evil", csrf=csrf).status_code == 403
    browser.origin = url
    browser.http.headers["Sec-Fetch-Site"] = "cross-site"
    assert browser.post("/orgs", name="Evil", csrf=csrf).status_code == 403
    assert "Evil" not in browser.get("/orgs").text


def test_token_of_the_form(url, owner, other):
    """A form without the token of its own session is refused."""
    browser = Browser(url).log_in(owner.email)
    foreign = Browser(url).log_in(other.email).csrf("/orgs")
    assert browser.post("/orgs", name="Evil").status_code == 403
    assert browser.post("/orgs", name="Evil", csrf=foreign).status_code == 403
    csrf = browser.csrf("/orgs")
    assert browser.post("/orgs", name="Fine", csrf=csrf).status_code == 303


def test_content_security_policy(client):
    """Every page forbids scripts, frames and foreign forms."""
    for path in ("/", "/signup", "/login", "/nothing"):
        policy = client.get(path).headers["content-security-policy"]
        for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"):
            assert part in policy, f"{path}: {policy}"
        assert "form-action 'self'" in policy and "unsafe" not in policy


def test_markup(url, company):
    """What people type is shown as text."""
    body = {"key": "x", "description": "<script>alert(1)</script>"}
    company.owner.http.post(f"{company.api}/flags", json=body)
    text = Browser(url).log_in(company.owner.email).get(f"/orgs/{company.id}").text
    assert "<script" not in text and "&lt;script&gt;" in text


def test_dashboard(url, company, other, mailbox):
    """The dashboard works with forms alone and shows a role only what it may send."""
    people.join(company.owner, company.id, other, "viewer", mailbox)
    place = f"/orgs/{company.id}"
    browser = Browser(url).log_in(company.owner.email)
    csrf = browser.csrf(place)
    assert browser.post(f"{place}/flags", key="beta", csrf=csrf).status_code == 303
    switched = browser.post(f"{place}/flags/beta", enabled="on", csrf=csrf)
    assert switched.status_code == 303
    assert "Turn beta off" in browser.get(place).text
    seen = Browser(url).log_in(other.email).get(place).text
    assert "beta" in seen and "/flags" not in seen and "/checkout" not in seen
