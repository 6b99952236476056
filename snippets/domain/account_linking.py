# needs: postgresql
"""Signing in with another company's word: which account does a token open?"""
import os

import jwt
import psycopg
from cryptography.hazmat.primitives.asymmetric import ec

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("""CREATE TABLE account (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                owner text, email text UNIQUE, email_proven bool);
              CREATE TABLE identity (iss text, sub text, account int REFERENCES account,
                PRIMARY KEY (iss, sub))""")
KEYS = {iss: ec.generate_private_key(ec.SECP256R1())
        for iss in ("https://good.example", "https://lax.example")}


def token(iss, sub, email, **more):
    claims = {"iss": iss, "sub": sub, "aud": "shop", "email": email, **more}
    return jwt.encode(claims, KEYS[iss], algorithm="ES256")


def claims(text):
    iss = jwt.decode(text, options={"verify_signature": False})["iss"]
    return jwt.decode(text, KEYS[iss].public_key(), algorithms=["ES256"],
                      audience="shop", issuer=iss)  # every token here is genuine


# --8<-- [start:ways]
def by_email(c):
    row = db.execute("SELECT owner FROM account WHERE email = %s", [c["email"]])
    return (row.fetchone() or ["a new account"])[0]


def by_verified_email(c):
    return by_email(c) if c.get("email_verified") else "a new account"  # (1)!


def by_subject(c):
    row = db.execute("""SELECT owner FROM account JOIN identity ON account = id
                        WHERE iss = %s AND sub = %s""", [c["iss"], c["sub"]])
    if found := row.fetchone():
        return found[0]
    taken = db.execute("SELECT 1 FROM account WHERE email = %s", [c["email"]])
    return "asks to log in and link" if taken.fetchone() else "a new account"  # (2)!
# --8<-- [end:ways]


good, lax = KEYS
for owner, email, proven, sub in (("Ann", "ann@corp.example", True, "g-1"),
                                  ("Bob", "bob@corp.example", True, "g-2"),
                                  ("Mallory", "eve@corp.example", False, None)):
    number = db.execute("INSERT INTO account (owner, email, email_proven) "
                        "VALUES (%s, %s, %s) RETURNING id", [owner, email, proven])
    if sub:
        db.execute("INSERT INTO identity VALUES (%s, %s, %s)",
                   [good, sub, number.fetchone()[0]])
CASES = {
    "Ann at her provider":
        token(good, "g-1", "ann@corp.example", email_verified=True),
    "Ann after a new address":
        token(good, "g-1", "ann@new.example", email_verified=True),
    "Mallory typed Ann's address":
        token(lax, "l-9", "ann@corp.example", email_verified=False),
    "Mallory's own tenant says verified":
        token(lax, "l-9", "ann@corp.example", email_verified=True),
    "the next owner of bob@":
        token(good, "g-77", "bob@corp.example", email_verified=True),
    "Eve, whose address was squatted":
        token(good, "g-5", "eve@corp.example", email_verified=True),
}
print("who signs in: account opened by_email | by_verified_email | by_subject")
for name, text in CASES.items():
    ways = (by_email, by_verified_email, by_subject)
    print(f"{name}: {' | '.join(way(claims(text)) for way in ways)}")
assert by_subject(claims(CASES["Ann after a new address"])) == "Ann"
assert by_verified_email(claims(CASES["the next owner of bob@"])) == "Bob"
