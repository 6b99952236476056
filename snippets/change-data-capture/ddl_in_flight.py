# needs: postgresql(wal_level=logical)
"""A schema change between two rows of the same stream, and what the reader learns."""

import os
import struct

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE customer (id int PRIMARY KEY, name text)")
db.execute("INSERT INTO customer VALUES (1, 'Aiko')")
db.execute("CREATE PUBLICATION everything FOR ALL TABLES")
db.execute("SELECT pg_create_logical_replication_slot('reader', 'pgoutput')")

# --8<-- [start:statements]
for statement in (
    "INSERT INTO customer VALUES (2, 'Ben')",
    "ALTER TABLE customer ADD COLUMN tier text NOT NULL DEFAULT 'basic'",  # (1)!
    "UPDATE customer SET name = 'Aiko S.' WHERE id = 1",
    "ALTER TABLE customer RENAME COLUMN name TO full_name",
    "INSERT INTO customer VALUES (3, 'Chie', 'gold')",
    "ALTER TABLE customer ALTER COLUMN id TYPE bigint",
    "INSERT INTO customer VALUES (4, 'Dai', 'basic')",
    "ALTER TABLE customer DROP COLUMN tier",
    "DELETE FROM customer WHERE id = 2",
):
    db.execute(statement)
# --8<-- [end:statements]

TYPES = {20: "bigint", 23: "int", 25: "text"}


def text(data: bytes) -> tuple[str, bytes]:
    word, rest = data.split(b"\0", 1)
    return word.decode(), rest


def relation(data: bytes) -> str:
    name, data = text(text(data[5:])[1])
    (count,), data, columns = struct.unpack("!h", data[1:3]), data[3:], []
    for _ in range(count):
        column, data = text(data[1:])
        (kind,) = struct.unpack("!I", data[:4])
        columns.append(f"{column} {TYPES[kind]}")
        data = data[8:]
    return f"relation {name}({', '.join(columns)})"


def values(data: bytes) -> str:
    data = data[data.index(b"N" if b"N" in data[5:6] else data[5:6], 5) + 1 :]
    (count,), data, found = struct.unpack("!h", data[:2]), data[2:], []
    for _ in range(count):
        if data[:1] == b"n":
            found.append("null")
            data = data[1:]
            continue
        (size,) = struct.unpack("!i", data[1:5])
        found.append(data[5 : 5 + size].decode())
        data = data[5 + size :]
    return f"({', '.join(found)})"


rows = db.execute("""SELECT data FROM pg_logical_slot_get_binary_changes('reader',
    NULL, NULL, 'proto_version', '1', 'publication_names', 'everything')""").fetchall()
KINDS = {b"I": "insert", b"U": "update", b"D": "delete"}
told = []
for (data,) in rows:
    kind = data[:1]
    if kind == b"R":
        told.append(relation(data))
    elif kind in KINDS:
        told.append(f"  {KINDS[kind]} {values(data)}")
print(*told, sep="\n")
assert sum(line.startswith("relation") for line in told) == 5
assert not any("ALTER" in line for line in told)
db.execute("SELECT pg_drop_replication_slot('reader')")
