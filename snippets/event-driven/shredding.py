# needs: postgresql
"""Erasing a person from an append-only log: throw away the key, not the events."""

import base64
import json
import os

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("""
    CREATE TABLE subject_key (person int PRIMARY KEY, key bytea NOT NULL);
    CREATE TABLE event (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person int, type text, open jsonb, sealed text);
    CREATE TABLE customer_view (person int PRIMARY KEY, name text)""")


# --8<-- [start:shred]
def key_of(person: int) -> bytes | None:
    query = "SELECT key FROM subject_key WHERE person = %s"
    row = db.execute(query, (person,)).fetchone()
    return row and row[0]


def append(person: int, kind: str, open_data: dict, personal: dict) -> None:
    nonce = os.urandom(12)
    plain = json.dumps(personal).encode()
    data = nonce + AESGCM(key_of(person)).encrypt(nonce, plain, None)
    db.execute(
        "INSERT INTO event (person, type, open, sealed) VALUES (%s, %s, %s, %s)",
        (person, kind, json.dumps(open_data), base64.b64encode(data).decode()),
    )


def personal_of(person: int, sealed: str) -> dict:
    key, data = key_of(person), base64.b64decode(sealed)
    if key is None:
        return {"name": "[erased]"}  # (1)!
    return json.loads(AESGCM(key).decrypt(data[:12], data[12:], None))


def erase(person: int) -> None:
    db.execute("DELETE FROM subject_key WHERE person = %s", (person,))
    db.execute("DELETE FROM customer_view WHERE person = %s", (person,))  # (2)!
# --8<-- [end:shred]


for person, name in ((1, "Aiko Sato"), (2, "Ben Li")):
    key = AESGCM.generate_key(bit_length=256)
    db.execute("INSERT INTO subject_key VALUES (%s, %s)", (person, key))
    append(person, "Registered", {"country": "JP"}, {"name": name})
    append(person, "Paid", {"cents": 500}, {"name": name})
    db.execute("INSERT INTO customer_view VALUES (%s, %s)", (person, name))
erase(1)
for person, kind, data, sealed in db.execute(
    "SELECT person, type, open, sealed FROM event ORDER BY position"
).fetchall():
    print(f"{person} {kind} {data} {personal_of(person, sealed)['name']}")
(revenue,) = db.execute("SELECT sum((open->>'cents')::int) FROM event").fetchone()
print(f"revenue: {revenue}")
names = db.execute("SELECT string_agg(name, ', ') FROM customer_view").fetchone()[0]
print(f"names in the view: {names}")
sealed = db.execute("SELECT sealed FROM event WHERE person = 1").fetchone()[0]
raw = base64.b64decode(sealed)
try:
    AESGCM(key_of(2)).decrypt(raw[:12], raw[12:], None)
except InvalidTag:
    print("with another key: InvalidTag")
assert revenue == 1000 and names == "Ben Li" and "Aiko" not in sealed
