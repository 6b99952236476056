"""Old and new readers on old and new data: JSON, Protocol Buffers, Avro."""

import io
import itertools

import fastavro
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from pydantic import create_model

F = descriptor_pb2.FieldDescriptorProto
TYPES = {"int": (int, F.TYPE_INT64, "long"), "str": (str, F.TYPE_STRING, "string")}
serial = itertools.count()


# --8<-- [start:changes]
#             name, tag, type, default (... = none)
OLD = [("name", 1, "str", ...), ("age", 2, "int", ...)]
CHANGES = {
    "add with default": [*OLD, ("city", 3, "str", "-")],
    "add without default": [*OLD, ("city", 3, "str", ...)],
    "remove age": OLD[:1],
    "rename age to years": [OLD[0], ("years", 2, "int", ...)],  # (1)!
    "age becomes a string": [OLD[0], ("age", 2, "str", ...)],
    "tag 2 used again": [OLD[0], ("visits", 2, "int", ...)],  # (2)!
}
# --8<-- [end:changes]
VALUES = {"name": "Aki", "age": 41, "years": 41, "city": "Oslo", "visits": 7}


def row(schema: list) -> dict:
    return {n: str(VALUES[n]) if t == "str" else VALUES[n] for n, _, t, _ in schema}


def via_json(writer: list, reader: list) -> dict:
    fields = {n: (TYPES[t][0], default) for n, _, t, default in reader}
    return create_model("Person", **fields)(**row(writer)).model_dump()


def message(schema: list):
    name = f"p{next(serial)}"
    file = descriptor_pb2.FileDescriptorProto(name=name, package=name, syntax="proto3")
    kind = file.message_type.add(name="Person")
    for field, tag, type_, _ in schema:
        kind.field.add(name=field, number=tag, type=TYPES[type_][1], label=1)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{name}.Person"))


def via_protobuf(writer: list, reader: list) -> dict:
    data = message(writer)(**row(writer)).SerializeToString()
    person = message(reader).FromString(data)
    return {n: getattr(person, n) for n, *_ in reader}


def avro(schema: list):
    fields = [{"name": n, "type": TYPES[t][2]} | ({} if d is ... else {"default": d})
              for n, _, t, d in schema]  # fmt: skip
    return fastavro.parse_schema({"type": "record", "name": "P", "fields": fields})


def via_avro(writer: list, reader: list) -> dict:
    out = io.BytesIO()
    fastavro.schemaless_writer(out, avro(writer), row(writer))
    out.seek(0)
    return fastavro.schemaless_reader(out, avro(writer), avro(reader))


def outcome(via, writer: list, reader: list) -> str:
    try:
        seen = via(writer, reader)
    except Exception:
        return "error"
    shown = [str(value) or '""' for name, value in seen.items() if name != "name"]
    return " ".join(shown) or "ok"


VIA = (via_json, via_protobuf, via_avro)
print(f"{'':20}{'new reads old':>30}{'old reads new':>30}")
print(f"{'change':20}" + f"{'JSON':>10}{'Protobuf':>10}{'Avro':>10}" * 2)
table = {}
for title, new in CHANGES.items():
    pairs = [(OLD, new), (new, OLD)]
    table[title] = [outcome(via, *pair) for pair in pairs for via in VIA]
    print(f"{title:20}" + "".join(f"{cell:>10}" for cell in table[title]))
assert table["add with default"] == ["41 -", '41 ""', "41 -", "41", "41", "41"]
assert table["tag 2 used again"] == ["error", "41", "error", "error", "7", "error"]
