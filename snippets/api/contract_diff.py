"""A contract test: compare the released OpenAPI document with the one about to ship."""

import copy
from collections.abc import Iterator
from typing import Literal

from fastapi import FastAPI
from pydantic import BaseModel, Field

app = FastAPI()


class NewOrder(BaseModel):
    sku: str = Field(max_length=40)
    speed: Literal["normal", "express"] = "normal"
    note: str | None = None


class Order(BaseModel):
    id: str
    state: Literal["open", "paid"]
    total: int = Field(description="in cents")


def create(order: NewOrder) -> Order: ...


app.get("/orders", response_model=list[Order])(lambda limit=20: [])
app.post("/orders", status_code=201)(create)
RELEASED = app.openapi()


# --8<-- [start:diff]
def shapes(old: dict, new: dict, answer: bool, at: str) -> Iterator[str]:
    wide, narrow = (old, new) if answer else (new, old)  # (1)!
    if extra := kinds(narrow) - kinds(wide):
        yield f"{at}: {'may now be' if answer else 'no longer accepts'} {min(extra)}"
    if "enum" in wide and (extra := set(narrow.get("enum", ["…"])) - set(wide["enum"])):
        yield f"{at}: {'new' if answer else 'refused'} value {min(extra)}"
    if not answer and (limit := new.get("maxLength", 999)) < old.get("maxLength", 999):
        yield f"{at}: at most {limit} characters"
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in before.keys() - after.keys():
        yield f"{at}.{name}: removed"
    demanding, relaxed = (old, new) if answer else (new, old)  # (2)!
    for name in set(demanding.get("required", [])) - set(relaxed.get("required", [])):
        if name in after:
            yield f"{at}.{name}: {'no longer always sent' if answer else 'required'}"
    for name in before.keys() & after.keys():
        yield from shapes(before[name], after[name], answer, f"{at}.{name}")
    if "items" in old and "items" in new:
        yield from shapes(old["items"], new["items"], answer, f"{at}[]")


# --8<-- [end:diff]
def kinds(schema: dict) -> set[str]:
    return {kind["type"] for kind in schema.get("anyOf", [schema])}


def resolve(node, doc):
    if not isinstance(node, dict):
        return [resolve(x, doc) for x in node] if isinstance(node, list) else node
    if "$ref" in node:
        return resolve(doc["components"]["schemas"][node["$ref"].split("/")[-1]], doc)
    return {key: resolve(value, doc) for key, value in node.items()}


def body(message: dict) -> dict:
    return message["content"]["application/json"]["schema"]


def breaking(old: dict, new: dict) -> Iterator[str]:
    old, new = resolve(old, old), resolve(new, new)
    for path, method in [(p, m) for p in old["paths"] for m in old["paths"][p]]:
        before, at = old["paths"][path][method], f"{method.upper()} {path}"
        if not (after := new["paths"].get(path, {}).get(method)):
            yield f"{at}: removed"
            continue
        known = {p["name"]: p for p in before.get("parameters", [])}
        for p in after.get("parameters", []):
            if p["required"] and not known.get(p["name"], {"required": 0})["required"]:
                yield f"{at} ?{p['name']}: required"
        if asked := before.get("requestBody"):
            yield from shapes(body(asked), body(after["requestBody"]), False, "request")
        for status in (s for s in before["responses"] if s < "300"):
            if said := after["responses"].get(status):
                was = body(before["responses"][status])
                yield from shapes(was, body(said), True, "response")
            else:
                yield f"{at}: {status} no longer sent"


ORDER, NEW = "components/schemas/Order", "components/schemas/NewOrder"
GET, POST = "paths//orders/get", "paths//orders/post"
CHANGES = [
    ("operation removed", 1, GET, None),
    ("parameter now required", 1, f"{GET}/parameters/0/required", True),
    ("request field now required", 1, f"{NEW}/required", ["sku", "note"]),
    ("request value refused", 1, f"{NEW}/properties/speed/enum", ["normal"]),
    ("request limit tightened", 1, f"{NEW}/properties/sku/maxLength", 20),
    ("request field removed", 1, f"{NEW}/properties/speed", None),
    ("response field removed", 1, f"{ORDER}/properties/total", None),
    ("response type changed", 1, f"{ORDER}/properties/total/type", "string"),
    ("response field now optional", 1, f"{ORDER}/required", ["id", "state"]),
    ("response value added", 1, f"{ORDER}/properties/state/enum", ["open", "late"]),
    ("success status changed", 1, f"{POST}/responses/201", None),
    ("optional request field", 0, f"{NEW}/properties/gift", {"type": "boolean"}),
    ("request limit widened", 0, f"{NEW}/properties/sku/maxLength", 80),
    ("response field added", 0, f"{ORDER}/properties/tax", {"type": "integer"}),
    ("cents become euros", 0, f"{ORDER}/properties/total/description", "in euros"),
]
for title, breaks, path, value in CHANGES:
    node = doc = copy.deepcopy(RELEASED)
    *above, last = path.replace("//", "/@").split("/")
    for key in above:
        node = node[int(key) if isinstance(node, list) else key.replace("@", "/")]
    node.pop(last) if value is None else node.update({last: value})
    found = sorted(breaking(RELEASED, doc))
    assert bool(found) == bool(breaks), (title, found)
    print(f"{title:28} {found[0] if found else '-'}")
