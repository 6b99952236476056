# needs: postgresql
import os

import psycopg


class Taken(Exception):
    pass


class Fake:  # as it is usually written
    def __init__(self):
        self.rows = {}

    def add(self, email, name):
        if email in self.rows:
            raise Taken
        self.rows[email] = name

    def find(self, email):
        return self.rows.get(email)

    def page(self, after, size):
        return [e for e in self.rows if e > after][:size]


class Better(Fake):
    def add(self, email, name):
        super().add(email.lower(), name)

    def find(self, email):
        return super().find(email.lower())

    def page(self, after, size):
        return sorted(e for e in self.rows if e > after)[:size]


class Real:
    def __init__(self):
        self.con = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
        self.con.execute("DROP TABLE IF EXISTS customer")
        self.con.execute("CREATE TABLE customer (email text, name text)")
        self.con.execute("CREATE UNIQUE INDEX ON customer (lower(email))")

    def add(self, email, name):
        try:
            self.con.execute("INSERT INTO customer VALUES (lower(%s), %s)",
                             (email, name))
        except psycopg.errors.UniqueViolation:
            raise Taken from None

    def find(self, email):
        row = self.con.execute("SELECT name FROM customer WHERE email = lower(%s)",
                               (email,)).fetchone()
        return row and row[0]

    def page(self, after, size):
        rows = self.con.execute("SELECT email FROM customer WHERE email > %s "
                                "ORDER BY email LIMIT %s", (after, size))
        return [email for email, in rows]


# --8<-- [start:contract]
def one_address_once(store):
    store.add("ann@example.org", "Ann")
    try:
        store.add("Ann@example.org", "Other")
    except Taken:
        return True
    return False


def pages_are_ordered(store):
    for email in ("c@x", "a@x", "b@x"):
        store.add(email, "")
    return store.page("", 2) + store.page("b@x", 2) == ["a@x", "b@x", "c@x"]


def absent_is_none(store):
    return store.find("nobody@x") is None


for make in (Real, Fake, Better):  # (1)!
    rules = (one_address_once, pages_are_ordered, absent_is_none)
    kept = [rule(make()) for rule in rules]
    print(f"{make.__name__}, rules kept: {sum(kept)} of {len(kept)}")
# --8<-- [end:contract]
    assert all(kept) == (make is not Fake)
