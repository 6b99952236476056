"""Twelve PATCH requests that identity providers send, and a naive server."""
import copy

from snippets.domain.scim_server import Refused, matches, patch


def naive(user, operations):
    """What a first version does: merge whatever comes."""
    user = copy.deepcopy(user)
    for operation in operations:
        value = operation.get("value")
        user.update({operation["path"]: value} if "path" in operation else value)
    return user


ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
ANN = {"userName": "Ann@example.com", "active": True,
       "name": {"givenName": "Ann", "familyName": "Lee"},
       "emails": [{"type": "work", "value": "ann@x.org"},
                  {"type": "home", "value": "a@x.org"}],
       "groups": [{"value": "g1", "display": "Admins"}, {"value": "g2"}]}
REQUESTS = {
    "leaver, boolean as text": [("Replace", "active", "False")],
    "leaver, without path": [("replace", None, {"active": False})],
    "remove one group": [("remove", 'groups[value eq "g1"]', None)],
    "remove one group, old style": [("Remove", "groups", [{"value": "g1"}])],
    "remove from no list": [("remove", "photos", [{"value": "p1"}])],
    "same group again": [("add", "groups", [{"value": "g1"}])],
    "new work address": [("replace", 'emails[type eq "work"].value', "ann@new.org")],
    "first other address": [("Add", 'emails[type eq "other"].value', "o@x.org")],
    "new given name": [("replace", "name.givenName", "Anna")],
    "no family name": [("remove", "name.familyName", None)],
    "new department": [("add", f"{ENTERPRISE}:department", "Sales")],
    "second step fails": [("replace", "active", False),
                          ("replace", 'emails[type eq "fax"].value', "1")],
}
REQUESTS = {name: [{"op": op} | ({"path": path} if path else {})
                   | ({"value": value} if value is not None else {})
                   for op, path, value in steps] for name, steps in REQUESTS.items()}


def show(apply, operations):
    try:
        user = apply(ANN, operations)
    except Refused as refused:
        return f"400 {refused}, nothing changed"
    except Exception as error:
        return f"500 {type(error).__name__}"
    groups = ",".join(g.get("value", "?") for g in user["groups"])
    parts = ["can log in" if user["active"] else "locked out", f"groups {groups}",
             ",".join(e["value"] for e in user["emails"])]
    if user["name"] != ANN["name"]:
        parts.append("name " + " ".join(user["name"].values()))
    if ENTERPRISE in user:
        parts.append(f"department {user[ENTERPRISE]['department']}")
    return ", ".join(parts)


for name, operations in REQUESTS.items():
    if name.startswith("leaver, boolean") or name.endswith("old style"):
        print(f"{name}, naive: {show(naive, operations)}")
    print(f"{name}: {show(patch, operations)}")
done = {name: patch(ANN, steps) for name, steps in REQUESTS.items()
        if name != "second step fails"}
assert naive(ANN, REQUESTS["leaver, boolean as text"])["active"]
assert not done["leaver, boolean as text"]["active"]
assert not done["leaver, without path"]["active"]
assert done["remove one group, old style"]["groups"] == [{"value": "g2"}]
assert done["same group again"] == done["remove from no list"] == ANN
assert done["first other address"]["emails"][2] == {"type": "other", "value": "o@x.org"}
assert done["new given name"]["name"] == {"givenName": "Anna", "familyName": "Lee"}
assert done["new department"][ENTERPRISE] == {"department": "Sales"}
assert matches(ANN, 'userName eq "ann@EXAMPLE.com" and active eq true')
