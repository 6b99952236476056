from accept import people, together
from accept.conftest import eventually


def made_at_once(company, number):
    """Let `number` requests make a flag each, all at once; count the answers."""
    flags = [{"key": f"flag-{i}"} for i in range(number)]
    place, token = f"{company.api}/flags", company.owner.http.headers["Authorization"]
    return together.statuses(company.url, place, flags, Authorization=token)


def test_limit(company):
    """The plan's limit refuses with 402 and says what is used."""
    for i in range(3):
        assert company.make_flag(f"flag-{i}").status_code == 201
    answer = company.make_flag("more")
    assert answer.status_code == 402 and answer.json()["code"] == "plan_limit"


def test_limit_at_once(company):
    """Twenty requests at once get the three flags of the plan, and no fourth."""
    answers = made_at_once(company, 20)
    assert answers == {201: 3, 402: 17}
    assert company.details()["flags"] == 3


def test_seats(company, other, mailbox):
    """An open invitation takes a seat; withdrawn it gives the seat back."""
    place = f"{company.api}/invitations"

    def invite():
        return company.owner.http.post(
            place, json={"email": people.address(), "role": "viewer"}
        )

    first = invite().json()["id"]
    assert [invite().status_code for _ in range(2)] == [201, 402]
    assert company.owner.http.delete(f"{place}/{first}").status_code == 204
    assert invite().status_code == 201


def test_downgrade(company):
    """After the end of a plan nothing is lost, and nothing more can be made."""
    subscription = company.subscribed()
    for i in range(5):
        assert company.make_flag(f"flag-{i}").status_code == 201
    company.deliver(company.stripe.change(subscription, status="canceled"))
    eventually(company.plan, "free")
    answer = company.make_flag("more")
    assert answer.status_code == 402
    place = f"{company.api}/flags/flag-4"
    switched = company.owner.http.patch(place, json={"enabled": True})
    assert switched.status_code == 200
    assert company.details()["flags"] == 5
