from accept import people


def test_stranger(company, other):
    """A stranger is told that there is no such organization."""
    company.owner.http.post(f"{company.api}/flags", json={"key": "secret-plan"})
    for path in ("", "/flags", "/flags/secret-plan", "/members", "/invitations"):
        answer = other.http.get(f"{company.api}{path}")
        assert answer.status_code == 404 and "secret-plan" not in answer.text
    assert company.id not in [o["id"] for o in other.orgs()]


def test_foreign_ids(company, other):
    """An id of another tenant's is unknown within one's own."""
    org = people.organization(other)
    made = company.owner.http.post(
        f"{company.api}/invitations", json={"email": people.address(), "role": "viewer"}
    ).json()["id"]
    user = company.owner.http.get(f"{company.api}/members").json()["members"][0]["user"]
    assert other.http.delete(f"/api/orgs/{org}/invitations/{made}").status_code == 404
    assert other.http.delete(f"/api/orgs/{org}/members/{user}").status_code == 404
    found = company.owner.http.get(f"{company.api}/invitations").json()
    assert len(found["invitations"]) == 1


def test_same_key(company, other):
    """Two tenants may use the same key, each with its own value."""
    org = people.organization(other)
    for person, place in ((company.owner, company.id), (other, org)):
        answer = person.http.post(f"/api/orgs/{place}/flags", json={"key": "beta"})
        assert answer.status_code == 201
    company.owner.http.patch(f"{company.api}/flags/beta", json={"enabled": True})
    assert other.http.get(f"/api/orgs/{org}/flags/beta").json()["enabled"] is False


def test_roles(company, other, mailbox):
    """Each role may do what is its own, and not what the next one may."""
    owner, flag = company.owner.http, {"key": "beta"}
    people.join(company.owner, company.id, other, "viewer", mailbox)
    user = next(
        m["user"]
        for m in owner.get(f"{company.api}/members").json()["members"]
        if m["email"] == other.email
    )
    tries = {
        "member": lambda: other.http.post(
            f"{company.api}/flags", json=flag
        ).status_code,
        "admin": lambda: other.http.delete(f"{company.api}/flags/beta").status_code,
        "owner": lambda: other.http.post(f"{company.api}/checkout").status_code,
    }
    for role, may in tries.items():
        assert may() == 403, role
        body = {"role": role}
        place = f"{company.api}/members/{user}"
        assert owner.patch(place, json=body).status_code == 204
        assert may() < 300, role


def test_removed(company, other, mailbox):
    """Somebody who was removed is a stranger with the next request."""
    people.join(company.owner, company.id, other, "admin", mailbox)
    assert other.http.get(company.api).status_code == 200
    members = company.owner.http.get(f"{company.api}/members").json()["members"]
    user = next(m["user"] for m in members if m["email"] == other.email)
    assert company.owner.http.delete(f"{company.api}/members/{user}").status_code == 204
    assert other.http.get(company.api).status_code == 404


def test_last_owner(company):
    """The last owner can neither leave nor become less."""
    place = f"{company.api}/members"
    user = company.owner.http.get(place).json()["members"][0]["user"]
    assert company.owner.http.delete(f"{place}/{user}").status_code == 409
    body = {"role": "admin"}
    assert company.owner.http.patch(f"{place}/{user}", json=body).status_code == 409


def test_admin_and_owner(company, other, mailbox):
    """An admin cannot remove an owner, nor invite one."""
    people.join(company.owner, company.id, other, "admin", mailbox)
    members = other.http.get(f"{company.api}/members").json()["members"]
    user = next(m["user"] for m in members if m["role"] == "owner")
    assert other.http.delete(f"{company.api}/members/{user}").status_code == 403
    body = {"email": people.address(), "role": "owner"}
    assert other.http.post(f"{company.api}/invitations", json=body).status_code == 422


def test_forwarded_invitation(company, other, mailbox):
    """An invitation is worth nothing to another address, and works once."""
    email = people.address()
    body = {"email": email, "role": "admin"}
    answer = company.owner.http.post(f"{company.api}/invitations", json=body)
    assert answer.status_code == 201
    link = mailbox.link_to(email)
    body = {"organization": company.id, "token": link.rsplit("/", 1)[-1]}
    assert other.http.post("/api/invitations/accept", json=body).status_code == 404
    assert other.http.get(company.api).status_code == 404
