"""The same record in six encodings, byte for byte."""

import io
import json

import fastavro
import msgpack
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from thrift.protocol import TBinaryProtocol, TCompactProtocol
from thrift.Thrift import TType
from thrift.transport.TTransport import TMemoryBuffer

RECORD = {
    "userName": "Martin",
    "favoriteNumber": 1337,
    "interests": ["daydreaming", "hacking"],
}


# --8<-- [start:encoders]
def thrift(factory) -> bytes:
    buffer = TMemoryBuffer()
    out = factory.getProtocol(buffer)
    out.writeStructBegin("Person")
    out.writeFieldBegin("userName", TType.STRING, 1)  # (1)!
    out.writeString(RECORD["userName"])
    out.writeFieldEnd()
    out.writeFieldBegin("favoriteNumber", TType.I64, 2)
    out.writeI64(RECORD["favoriteNumber"])
    out.writeFieldEnd()
    out.writeFieldBegin("interests", TType.LIST, 3)
    out.writeListBegin(TType.STRING, len(RECORD["interests"]))
    for interest in RECORD["interests"]:
        out.writeString(interest)
    out.writeListEnd()
    out.writeFieldEnd()
    out.writeFieldStop()
    out.writeStructEnd()
    return buffer.getvalue()


def protobuf() -> bytes:
    file = descriptor_pb2.FileDescriptorProto(name="person.proto", syntax="proto3")
    message = file.message_type.add(name="Person")
    F = descriptor_pb2.FieldDescriptorProto
    message.field.add(name="userName", number=1, type=F.TYPE_STRING, label=1)
    message.field.add(name="favoriteNumber", number=2, type=F.TYPE_INT64, label=1)
    message.field.add(name="interests", number=3, type=F.TYPE_STRING, label=3)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    kind = message_factory.GetMessageClass(pool.FindMessageTypeByName("Person"))
    return kind(**RECORD).SerializeToString()


def avro() -> bytes:
    schema = {"type": "record", "name": "Person", "fields": [
        {"name": "userName", "type": "string"},
        {"name": "favoriteNumber", "type": ["null", "long"], "default": None},  # (2)!
        {"name": "interests", "type": {"type": "array", "items": "string"}},
    ]}  # fmt: skip
    out = io.BytesIO()
    fastavro.schemaless_writer(out, fastavro.parse_schema(schema), RECORD)
    return out.getvalue()


# --8<-- [end:encoders]
ENCODED = {
    "JSON": json.dumps(RECORD, separators=(",", ":")).encode(),
    "MessagePack": msgpack.packb(RECORD),
    "Thrift Binary": thrift(TBinaryProtocol.TBinaryProtocolFactory()),
    "Thrift Compact": thrift(TCompactProtocol.TCompactProtocolFactory()),
    "Protocol Buffers": protobuf(),
    "Avro": avro(),
}
for name, data in ENCODED.items():
    print(f"{name}: {len(data)} bytes")
print()
for name, number in [("JSON", b"1337"), ("MessagePack", b"\xcd\x05\x39"),
                     ("Thrift Compact", b"\x16\xf2\x14"),
                     ("Protocol Buffers", b"\x10\xb9\x0a"),
                     ("Avro", b"\x02\xf2\x14")]:  # fmt: skip
    assert number in ENCODED[name]
    print(f"1337 in {name:17} {number.hex(' ')}")
assert [len(data) for data in ENCODED.values()] == [81, 66, 59, 34, 33, 32]
