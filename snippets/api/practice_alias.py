import io

import fastavro

RENAMED = {"name": "years", "type": "int"}


def schema(*fields):
    return fastavro.parse_schema({"type": "record", "name": "User",
                                  "fields": list(fields)})


def read(writer, reader, record):
    data = io.BytesIO()
    fastavro.schemaless_writer(data, writer, record)
    data.seek(0)
    try:
        return fastavro.schemaless_reader(data, writer, reader)
    except fastavro.read.SchemaResolutionError:
        return "error"


old = schema({"name": "age", "type": "int"})
for label, field in (("without an alias", RENAMED),
                     ("with the alias age", RENAMED | {"aliases": ["age"]}),
                     ("and a default", RENAMED | {"aliases": ["age"], "default": 0})):
    new = schema(field)
    print(f"{label}: new reads old {read(old, new, {'age': 41})}, "
          f"old reads new {read(new, old, {'years': 41})}")
assert read(old, new, {"age": 41}) == {"years": 41}
assert read(new, old, {"years": 41}) == "error"
