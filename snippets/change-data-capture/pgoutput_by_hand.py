# needs: postgresql(wal_level=logical)
"""What pgoutput sends for the same statements under different replica identities."""

import os
import struct

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE TABLE account (id int PRIMARY KEY, status text, contract text)")
db.execute("ALTER TABLE account ALTER contract SET STORAGE EXTERNAL")
db.execute("CREATE PUBLICATION everything FOR ALL TABLES")
db.execute("SELECT pg_create_logical_replication_slot('reader', 'pgoutput')")
LONG = "x" * 9000


# --8<-- [start:decode]
def row(data: bytes, names: list[str]) -> tuple[dict, bytes]:
    (count,), data, values = struct.unpack("!h", data[:2]), data[2:], {}
    for name in names[:count]:
        kind, data = chr(data[0]), data[1:]
        if kind == "t":
            (size,) = struct.unpack("!i", data[:4])
            text, data = data[4 : 4 + size].decode(), data[4 + size :]
            values[name] = text if size < 100 else f"<{size} bytes>"
        elif kind == "u":  # (1)!
            values[name] = "<unchanged>"
    return values, data


def decode(data: bytes, tables: dict[int, list[str]]) -> str | None:
    kind, data = chr(data[0]), data[1:]
    if kind == "R":  # (2)!
        oid = struct.unpack("!I", data[:4])[0]
        _, name, rest = data[4:].split(b"\0", 2)
        identity, count, rest = chr(rest[0]), *struct.unpack("!h", rest[1:3]), rest[3:]
        names = tables[oid] = []
        for _ in range(count):
            column, rest = rest[1:].split(b"\0", 1)
            names.append(column.decode())
            rest = rest[8:]
        return f"relation {name.decode()}, identity {identity}: {', '.join(names)}"
    if kind not in "IUD":
        return {"B": "begin", "C": "commit", "T": "truncate"}.get(kind)
    names, data = tables[struct.unpack("!I", data[:4])[0]], data[4:]
    parts = [{"I": "insert", "U": "update", "D": "delete"}[kind]]
    while data:
        image, data = chr(data[0]), data[1:]
        values, data = row(data, names)
        label = {"N": "new", "O": "old", "K": "key"}[image]
        parts.append(f"{label} {', '.join(f'{k}={v}' for k, v in values.items())}")
    return " | ".join(parts)
# --8<-- [end:decode]


# --8<-- [start:statements]
READ = """SELECT data FROM pg_logical_slot_get_binary_changes(
    'reader', NULL, NULL, VARIADIC %s)"""
OPTIONS = ["proto_version", "4", "publication_names", "everything"]


def story(identity: str, key: int) -> list[str]:
    db.execute(f"ALTER TABLE account REPLICA IDENTITY {identity}")
    db.execute("INSERT INTO account VALUES (%s, 'new', %s)", (key, LONG))
    db.execute("UPDATE account SET status = 'paid' WHERE id = %s", (key,))
    db.execute("UPDATE account SET id = id + 10 WHERE id = %s", (key,))
    db.execute("DELETE FROM account WHERE id = %s", (key + 10,))
    messages, tables = db.execute(READ, (OPTIONS,)).fetchall(), {}
    told = [decode(data, tables) for (data,) in messages]
    return [line for line in told if line not in ("begin", "commit", None)]
# --8<-- [end:statements]


for number, identity in enumerate(("DEFAULT", "FULL"), start=1):
    print(f"-- REPLICA IDENTITY {identity}")
    lines = story(identity, number)
    print(*lines, sep="\n")
    assert "contract=<unchanged>" in lines[2]
db.execute("SELECT pg_drop_replication_slot('reader')")
