"""SCIM 2.0 PATCH (RFC 7644, 3.5.2): the part that identity providers use."""
import copy
import re

TEST = re.compile(r'(\w+) (?:(eq|ne|sw|co) ("[^"]*"|true|false)|pr)')


class Refused(Exception):
    """Status 400 with a scimType."""


def matches(value, condition):
    for word, join in ((" or ", any), (" and ", all)):
        if word in condition:
            return join([matches(value, part) for part in condition.split(word)])
    if not (found := TEST.fullmatch(condition)):
        raise Refused("invalidFilter")
    name, op, wanted = found.groups()
    have, wanted = str(value.get(name, "")).lower(), (wanted or "").lower().strip('"')
    return {"eq": have == wanted, "ne": have != wanted, "sw": have.startswith(wanted),
            "co": wanted in have, None: have != ""}[op]


# --8<-- [start:server]
PATH = re.compile(r"(?:(urn:\S+:User):)?(urn:\S+:User|\w+)(?:\[(.+)\])?(?:\.(\w+))?")
CORE = "urn:ietf:params:scim:schemas:core:2.0:User"


def typed(name, value):
    if name in ("active", "primary") and not isinstance(value, bool):
        if str(value).lower() not in ("true", "false"):
            raise Refused("invalidValue")
        return str(value).lower() == "true"  # (1)!
    return value


def many(value):
    return value if isinstance(value, list) else [value]


def same(one, other):
    return one == other or (isinstance(one, dict) and isinstance(other, dict)
                            and one.get("value", one) == other.get("value", other))


def change(item, op, name, value):
    """One attribute of one object."""
    have = item.get(name)
    if op == "remove" and isinstance(have, list) and value is not None:  # (2)!
        item[name] = [v for v in have if not any(same(v, w) for w in many(value))]
    elif op == "remove":
        item.pop(name, None)
    elif isinstance(have, dict) and isinstance(value, dict):
        for sub, part in value.items():
            change(have, op, sub, part)
    elif isinstance(have, list) and op == "add":
        item[name] = have + [w for w in many(value)
                             if not any(same(v, w) for v in have)]  # (3)!
    else:
        item[name] = many(value) if isinstance(have, list) else typed(name, value)


def step(user, op, path, value):
    if not (found := PATH.fullmatch(path)):
        raise Refused("invalidPath")
    urn, attr, condition, sub = found.groups()
    target = user if urn in (None, CORE) else user.setdefault(urn, {})
    if not condition:
        if sub:
            target, attr = target.setdefault(attr, {}), sub
            if not isinstance(target, dict):
                raise Refused("invalidPath")
        return change(target, op, attr, value)
    items = target.setdefault(attr, [])
    chosen = [item for item in items if matches(item, condition)]
    if not chosen and op != "remove":
        described = re.fullmatch(r'(\w+) eq "([^"]*)"', condition)
        if op == "replace" or not described:
            raise Refused("noTarget")  # (4)!
        chosen = [dict([described.groups()])]
        items += chosen
    for item in chosen:
        if op == "remove" and not sub:
            items.remove(item)
        else:
            for name, part in ({sub: value} if sub else value).items():
                change(item, op, name, part)


def patch(user, operations):
    user = copy.deepcopy(user)  # (5)!
    for operation in operations:
        op, value = operation["op"].lower(), operation.get("value")
        if "path" in operation:
            step(user, op, operation["path"], value)
        elif op == "remove":
            raise Refused("noTarget")
        else:
            for path, part in value.items():
                step(user, op, path, part)
    return user
# --8<-- [end:server]


if __name__ == "__main__":
    ann = {"userName": "ann", "active": True}
    print(patch(ann, [{"op": "Replace", "path": "active", "value": "False"}]))
