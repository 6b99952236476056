# What leaves the process as a schema, and which stored answers the next class reads.
import json
from datetime import date
from typing import Literal

from openai.lib._pydantic import to_strict_json_schema
from pydantic import BaseModel, Field, ValidationError


# --8<-- [start:classes]
class V1(BaseModel):
    kind: Literal["router", "phone"]
    note: str | None = None


class V2(BaseModel):
    kind: Literal["router", "phone", "other"]  # (1)!
    note: str | None = None
    due: date | None = None  # (2)!


class V3(BaseModel):
    version: Literal[3]  # (3)!
    kind: Literal["device", "other"]
    count: int = Field(ge=1, le=99)


class Loose(BaseModel):
    kind: str = "other"
    count: int = Field(1, ge=1, le=99)
    tags: dict[str, str] = {}


FORBIDDEN = {"default", "minimum", "maximum", "multipleOf", "minLength", "maxLength"}


def outside_the_subset(schema: object, path: str = "") -> list[str]:
    """What not every provider accepts or enforces."""
    if not isinstance(schema, dict):
        return []
    found = [f"{path} {key}" for key in schema if key in FORBIDDEN]
    closed = schema.get("additionalProperties") is False
    if schema.get("type") == "object" and not closed:
        found.append(f"{path} open object")
    for group in ("properties", "$defs"):
        for name, part in schema.get(group, {}).items():
            found += outside_the_subset(part, f"{path}/{name}")
    return found
# --8<-- [end:classes]


def reads(text: str, reader: type[BaseModel]) -> str:
    try:
        reader.model_validate_json(text)
    except ValidationError as error:
        return f"no ({error.errors()[0]['type']})"
    return "yes"


pydantic_says = V1.model_json_schema()
sent = to_strict_json_schema(V1)
print(f"required, by Pydantic: {pydantic_says['required']}")
print(f"required, as the client sends it: {sent['required']}")
print(f"outside the subset, V2: {outside_the_subset(to_strict_json_schema(V2))}")
print("outside the subset, Loose:")
for fault in outside_the_subset(to_strict_json_schema(Loose)):
    print(f"  {fault}")
old = json.dumps({"kind": "phone", "note": None})
new = json.dumps({"kind": "other", "note": None, "due": "2026-12-01"})
print(f"answer of V1 read by V2: {reads(old, V2)}")
print(f"answer of V2 read by V1: {reads(new, V1)}")
print(f"answer of V1 read by V3: {reads(old, V3)}")
