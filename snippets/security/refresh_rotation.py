# needs: postgresql
"""Refresh tokens that rotate: two tabs, a lost answer, a thief."""
import functools
import hashlib
import hmac
import os
import threading

import psycopg

URL, PEPPER = os.environ["DATABASE_URL"], b"held by a KMS, not by the database"
db = psycopg.connect(URL, autocommit=True)
db.execute("""
    CREATE TABLE refresh (hash bytea PRIMARY KEY, family int, parent bytea,
                          used_at timestamptz);
    CREATE TABLE family (id int PRIMARY KEY, revoked text)""")


def at(second):
    return f"2026-11-21 12:00:{second:02}+00"


def digest(token):
    return hashlib.sha256(token.encode()).digest()


# --8<-- [start:rotate]
def successor(token):
    return hmac.digest(PEPPER, token.encode(), "sha256").hex()  # (1)!


def rotate(db, token, now, grace=0):
    with db.transaction():
        won = db.execute("UPDATE refresh SET used_at = %s WHERE hash = %s"  # (2)!
                         " AND used_at IS NULL RETURNING family",
                         [now, digest(token)]).fetchone()
        if won:
            if not db.execute("SELECT 1 FROM family WHERE id = %s AND revoked IS NULL"
                              " FOR UPDATE", won).fetchone():
                return "invalid_grant"
            db.execute("INSERT INTO refresh VALUES (%s, %s, %s)",
                       [digest(successor(token)), won[0], digest(token)])
            return successor(token)
        retry = db.execute(
            "SELECT used.family, f.revoked IS NULL AND next.used_at IS NULL"  # (3)!
            " AND used.used_at + %s * interval '1 s' > %s"
            " FROM refresh used JOIN refresh next ON next.parent = used.hash"
            " JOIN family f ON f.id = used.family"
            " WHERE used.hash = %s", [grace, now, digest(token)]).fetchone()
        if retry and retry[1]:
            return successor(token)  # (4)!
        if retry:
            db.execute("UPDATE family SET revoked = 'reuse' WHERE id = %s", retry[:1])
        return "invalid_grant"
# --8<-- [end:rotate]


def one_update(db, token, gate, grace=0):
    gate.wait()
    return rotate(db, token, at(0), grace)


def read_then_write(db, token, gate):
    row = db.execute("SELECT hash FROM refresh WHERE hash = %s AND used_at IS NULL",
                     [digest(token)]).fetchone()
    gate.wait()
    if row:
        db.execute("UPDATE refresh SET used_at = now() WHERE hash = %s", row)
        return os.urandom(16).hex()


def family(number):
    token = f"first-{number}"
    db.execute("INSERT INTO family VALUES (%s)", [number])
    db.execute("INSERT INTO refresh VALUES (%s, %s)", [digest(token), number])
    return token


def tabs(call, count=12):
    gate, got = threading.Barrier(count), []

    def tab():
        with psycopg.connect(URL, autocommit=True) as own:
            got.append(call(own, token, gate))

    token = family(len(db.execute("SELECT FROM family").fetchall()))
    threads = [threading.Thread(target=tab) for _ in range(count)]
    [t.start() for t in threads], [t.join() for t in threads]
    return [t for t in got if t not in (None, "invalid_grant")]


def said(result):
    return "refused" if result == "invalid_grant" else "successor"


loose = tabs(read_then_write)
print(f"12 tabs, read then write, successors: {len(set(loose))}")
strict = tabs(one_update)
print(f"12 tabs, one UPDATE, successors: {len(set(strict))}")
revoked = db.execute("SELECT count(revoked) FROM family").fetchone()[0]
print(f"12 tabs, one UPDATE, families revoked: {revoked}")
kind = tabs(functools.partial(one_update, grace=10))
print(f"12 tabs, grace of 10 s, answers: {len(kind)}")
print(f"12 tabs, grace of 10 s, different answers: {len(set(kind))}")
assert (len(set(loose)), len(set(strict)), len(kind), len(set(kind))) == (12, 1, 12, 1)

first = family(90)
second = rotate(db, first, at(0), 10)
again = rotate(db, first, at(5), 10)
print(f"the answer was lost, again after 5 s: the same token {again == second}")
third = rotate(db, second, at(6), 10)
assert second == again and said(third) == "successor"
print(f"first again, successor used: {said(rotate(db, first, at(7), 10))}")
print(f"the newest of that family: {said(rotate(db, third, at(8), 10))}")
first = family(91)
second = rotate(db, first, at(0), 10)
thief, owner = rotate(db, first, at(20), 10), rotate(db, second, at(21), 10)
print(f"a thief after 20 s: {said(thief)}")
print(f"the owner with the newest token: {said(owner)}")
assert revoked == 1 and {thief, owner} == {"invalid_grant"}
