"""An old client meets a newer server: what it reads, what it destroys by writing."""

from enum import StrEnum

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from pydantic import BaseModel, ValidationError


# --8<-- [start:readers]
class State(StrEnum):
    open = "open"
    paid = "paid"
    unknown = "unknown"

    @classmethod
    def _missing_(cls, value):  # (1)!
        return cls.unknown


class Strict(BaseModel, extra="forbid"):
    id: str
    state: str


class Tolerant(BaseModel, extra="ignore"):  # (2)!
    id: str
    state: State


ANSWERS = {
    "a new field": {"id": "7", "state": "paid", "gift": True},
    "a new state": {"id": "7", "state": "refunded"},
    "a missing id": {"state": "paid"},
}
# --8<-- [end:readers]
for title, answer in ANSWERS.items():
    for reader in (Strict, Tolerant):
        try:
            verdict = f"state {reader(**answer).state}"
        except ValidationError as error:
            verdict = f"refused: {error.errors()[0]['msg']}"
        print(f"{title:13} {reader.__name__:9} {verdict}")

# --8<-- [start:write]
STORED = {"id": "7", "state": "open", "gift": True}
old_view = Tolerant(**STORED)  # GET by an app that does not know `gift`
old_view.state = State.paid
put = old_view.model_dump(mode="json")  # PUT: the whole object, as the app knows it
patch = STORED | {"state": "paid"}  # (1)! PATCH: only what the user changed
# --8<-- [end:write]
print(f"after PUT: {put}")
print(f"after PATCH: {patch}")
assert "gift" not in put and patch["gift"]


def order(*names: str):
    file = descriptor_pb2.FileDescriptorProto(name=f"{len(names)}", syntax="proto3")
    kind = file.message_type.add(name="Order")
    for number, name in enumerate(names, 1):
        kind.field.add(name=name, number=number, type=9, label=1)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("Order"))


New, Old = order("id", "state", "gift"), order("id", "state")
seen = Old.FromString(New(id="7", state="open", gift="yes").SerializeToString())
seen.state = "paid"
kept = New.FromString(seen.SerializeToString()).gift
print(f"gift after an old Protobuf reader wrote it back: {kept}")
assert kept == "yes"
