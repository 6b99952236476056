"""A field renamed with an alias: who still finds its value."""

import io

import fastavro

ID = {"name": "id", "type": "int"}
NOTE = {"name": "note", "type": "string", "default": ""}
COMMENT = {"name": "comment", "type": "string", "default": "", "aliases": ["note"]}
V2 = {"type": "record", "name": "OrderPlaced", "fields": [ID, NOTE]}
V3 = {"type": "record", "name": "OrderPlaced", "fields": [ID, COMMENT]}


def read(writer: dict, event: dict, reader: dict) -> dict:
    data = io.BytesIO()
    fastavro.schemaless_writer(data, writer, event)
    data.seek(0)
    return fastavro.schemaless_reader(data, writer, reader)


backward = read(V2, {"id": 1, "note": "gift"}, V3)
forward = read(V3, {"id": 2, "comment": "gift"}, V2)
print(f"reader v3, event v2: {backward}")
print(f"reader v2, event v3: {forward}")
assert backward["comment"] == "gift" and forward["note"] == ""
