# needs: postgresql
# timeout: 120
import os
import re

import httpx
from accept import people
from outside.mailbox import Mailbox
from saas.access import ROLES
from saas.app import routes

from snippets.projects.kit import catalog
from snippets.projects.kit.running import started
from snippets.services.process import free_port



# --8<-- [start:table]
def needed(route):
    """The role that a route's dependency asks for, or None."""
    asked = (d.call for d in route.dependant.dependencies)
    return next((c.needed for c in asked if hasattr(c, "needed")), None)


OPEN = {"/", "/style.css", "/signup", "/confirm/{token}", "/login", "/logout", "/orgs",
        "/invitations/{org}/{token}", "/api/signup", "/api/confirmations",
        "/api/sessions", "/api/session", "/api/orgs", "/api/invitations/accept",
        "/stripe/webhook"}
FORMS = {  # a valid body for each route: only the tenant check may refuse it
    "flags": {"key": "new", "description": ""}, "{key}": {"enabled": "on"},
    "invitations": {"email": "x@example.com", "role": "viewer"},
    "{user}": {"role": "viewer"},
}
tenant = [r for r in routes() if needed(r)]
forgotten = [r.path for r in routes() if not needed(r) and r.path not in OPEN]
assert not forgotten, f"no role is asked for: {forgotten}"  # (1)!
print("routes:", len(routes()))
print("routes of a tenant:", len(tenant))
print("routes that ask for no role and are not open:", len(forgotten))
# --8<-- [end:table]


class Attack:
    def __init__(self, url, person):
        self.api, self.browser = person.http, people.Browser(url).log_in(person.email)
        self.csrf = self.browser.csrf("/orgs")

    def send(self, route, ids):
        path = re.sub(r"\{(\w+)\}", lambda m: ids[m[1]], route.path)
        method, last = min(route.methods), route.path.rsplit("/", 1)[-1]
        body = FORMS.get(last, {})
        if path.startswith("/api/"):
            body = {"enabled": True} if last == "{key}" else body
            sent = {"json": body} if method in ("POST", "PATCH") and body else {}
            return self.api.request(method, path, **sent)
        if method == "GET":
            return self.browser.get(path)
        return self.browser.post(path, csrf=self.csrf, **body)


mailbox = Mailbox(port := free_port())
mailbox.start()
settings = {"DATABASE_URL": os.environ["DATABASE_URL"], "SMTP_PORT": str(port),
            "POLL_SECONDS": "0.1", "STRIPE_URL": f"http://127.0.0.1:{free_port()}",
            "STRIPE_KEY": "sk_test", "STRIPE_WEBHOOK_SECRETS": "whsec_i"}
with started(catalog.find("saas"), settings) as service:
    url = service.url
    documented = httpx.get(f"{url}/openapi.json").json()["paths"]
    assert set(documented) <= {r.path for r in routes()}
    owner, staff, eve = (people.sign_up(url, mailbox) for _ in range(3))
    org = people.organization(owner)
    place, ours = f"/api/orgs/{org}", {"org": org, "key": "beta"}
    owner.http.post(f"{place}/flags", json={"key": "beta"})
    people.join(owner, org, staff, "viewer", mailbox)
    invited = {"email": people.address(), "role": "viewer"}
    made = owner.http.post(f"{place}/invitations", json=invited)
    ours["invitation"] = made.json()["id"]
    users = owner.http.get(f"{place}/members").json()["members"]
    users = {member["email"]: member["user"] for member in users}
    ours["user"] = users[owner.email]
    mixed = ours | {"org": people.organization(eve)}  # our ids below the attacker's own

    def state():
        parts = ("", "/flags", "/invitations")
        return [owner.http.get(f"{place}{part}").text for part in parts]

    def attack(who, person, routes, ids, refused):
        attacker, through = Attack(url, person), []
        for route in routes:
            status = attacker.send(route, ids).status_code
            through += [f"{route.path}: {status}"] * (status != refused)
        print(f"{who}: {len(routes)} attacks, {len(through)} came through", *through)
        return through

    before = state()
    # --8<-- [start:attacks]
    deeper = [r for r in tenant if r.path.count("{") > 1]
    through = attack("stranger", eve, tenant, ours, 404)
    who = "stranger, through an organization of her own"
    through += attack(who, eve, deeper, mixed, 404)
    for role in ROLES[:-1]:
        owner.http.patch(f"{place}/members/{users[staff.email]}", json={"role": role})
        above = [r for r in tenant if ROLES.index(needed(r)) > ROLES.index(role)]
        through += attack(role, staff, above, ours, 403)
    # --8<-- [end:attacks]
    after = state()
mailbox.stop()
assert not through and before == after
print("what the tenant has is unchanged:", before == after)
