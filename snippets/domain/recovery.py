# needs: postgresql
"""Account recovery: a reset link is a password that you send by mail."""
import hashlib
import os
import secrets
import statistics
import threading
import time

import psycopg

url = os.environ["DATABASE_URL"]
db = psycopg.connect(url, autocommit=True)
db.execute("""CREATE TABLE account (id int PRIMARY KEY, email text UNIQUE);
    CREATE TABLE reset (hash bytea PRIMARY KEY, account int, used_at timestamptz,
      expires_at timestamptz DEFAULT now() + interval '15 minutes');
    CREATE TABLE asked (email text, at timestamptz DEFAULT now());
    CREATE TABLE session (account int);
    INSERT INTO account VALUES (1, 'ann@example.com');
    INSERT INTO session SELECT 1 FROM generate_series(1, 3)""")


def send_mail():
    time.sleep(0.02)  # stands for a mail server's answer


def new_token():
    token = secrets.token_urlsafe(32)
    db.execute("INSERT INTO reset (hash, account) VALUES (%s, 1)", [digest(token)])
    return token


# --8<-- [start:recovery]
def digest(token):
    return hashlib.sha256(token.encode()).digest()  # (1)!


def ask_naive(email):
    row = db.execute("SELECT id FROM account WHERE email = %s", [email]).fetchone()
    if row:
        new_token()
        send_mail()  # (2)!
    return "If there is an account, a mail is on its way."


def ask(email):
    db.execute("INSERT INTO asked (email) VALUES (%s)", [email])  # (3)!
    return "If there is an account, a mail is on its way."


def redeem(session, token):
    with session.transaction():
        session.execute("""SELECT 1 FROM account WHERE id = (SELECT account FROM reset
                           WHERE hash = %s) FOR UPDATE""", [digest(token)])  # (4)!
        row = session.execute(
            """UPDATE reset SET used_at = now() WHERE hash = %s
               AND used_at IS NULL AND expires_at > now() RETURNING account""",
            [digest(token)]).fetchone()  # (5)!
        if row:
            session.execute("UPDATE reset SET used_at = now() WHERE account = %s "
                            "AND used_at IS NULL", row)
            session.execute("DELETE FROM session WHERE account = %s", row)
        return row is not None
# --8<-- [end:recovery]


def redeem_naive(session, token):
    row = session.execute("SELECT account FROM reset WHERE hash = %s "
                          "AND used_at IS NULL", [digest(token)]).fetchone()
    barrier.wait()
    session.execute("UPDATE reset SET used_at = now() WHERE hash = %s", [digest(token)])
    return row is not None


def race(way, tokens):
    won = []

    def one(token):
        with psycopg.connect(url, autocommit=True) as session:
            barrier.wait()
            won.append(way(session, token))
    threads = [threading.Thread(target=one, args=[token]) for token in tokens]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(won) == 8  # nobody ended in an error
    return sum(won)


def milliseconds(way):
    def once(email):
        start = time.perf_counter()
        way(email)
        return (time.perf_counter() - start) * 1000
    pairs = [(once("ann@example.com"), once("bo@example.com")) for _ in range(51)]
    return [statistics.median(times) for times in zip(*pairs, strict=True)]


barrier = threading.Barrier(8)
for way in (ask_naive, ask):
    known, unknown = milliseconds(way)
    print(f"{way.__name__}, account exists: ≈ {known:.1f} ms")
    print(f"{way.__name__}, no such account: ≈ {unknown:.1f} ms")
    assert (known > unknown + 10) == (way is ask_naive)
print(f"look, then mark: {race(redeem_naive, [new_token()] * 8)} of 8 accepted")
token = new_token()
link_before = new_token()
print(f"one UPDATE: {race(redeem, [token] * 8)} of 8 accepted")
print(f"an older link after it: {'accepted' if redeem(db, link_before) else 'refused'}")
links = [new_token() for _ in range(8)]
print(f"eight links of one account at once: {race(redeem, links)} of 8 accepted")
late = new_token()
db.execute("UPDATE reset SET expires_at = now() WHERE hash = %s", [digest(late)])
print(f"after it expired: {'accepted' if redeem(db, late) else 'refused'}")
print(f"sessions left: {db.execute('SELECT count(*) FROM session').fetchone()[0]}")
for limit, tries in (("5 tries a code, 20 codes a day", 100),
                     ("no limit, 100 a second", 8_640_000)):
    print(f"six digits, {limit}: {1 - (1 - 1e-6) ** tries:.2%} of accounts a day")
assert db.execute("SELECT count(*) FROM session").fetchone()[0] == 0
