# needs: postgresql(autovacuum=off)
"""A ledger in which an entry must balance to be committed, and then stays as it is."""

import os
import time

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
# --8<-- [start:ledger]
db.execute("""
    CREATE TABLE account (id text PRIMARY KEY, currency char(3), UNIQUE (id, currency));
    CREATE TABLE entry (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, reason text NOT NULL,
        source text NOT NULL UNIQUE,  -- (1)!
        made_by xid8 NOT NULL DEFAULT pg_current_xact_id());
    CREATE TABLE posting (
        entry bigint NOT NULL REFERENCES entry,
        account text NOT NULL, currency char(3) NOT NULL,
        amount bigint NOT NULL CHECK (amount <> 0),  -- (2)!
        PRIMARY KEY (entry, account),
        FOREIGN KEY (account, currency) REFERENCES account (id, currency));
    CREATE INDEX posting_account ON posting (account, entry);

    CREATE FUNCTION balanced() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE why text;
            which bigint := coalesce(to_jsonb(NEW) ->> 'entry', to_jsonb(NEW) ->> 'id');
    BEGIN
        SELECT 'is off by ' || string_agg(format('%s %s', total, currency), ', ')
        INTO why FROM (SELECT currency, sum(amount) AS total FROM posting
            WHERE entry = which GROUP BY currency HAVING sum(amount) <> 0) t;
        why := CASE
            WHEN NOT EXISTS (SELECT FROM posting WHERE entry = which) THEN 'is empty'
            WHEN (SELECT made_by FROM entry WHERE id = which) <> pg_current_xact_id()
                THEN 'is closed' ELSE why END;
        IF why IS NOT NULL THEN
            RAISE 'entry % %', which, why USING ERRCODE = '23514'; END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER entry_balanced AFTER INSERT ON entry
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION balanced();
    CREATE CONSTRAINT TRIGGER posting_balanced AFTER INSERT ON posting
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION balanced();  -- (3)!
    CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE '% of the ledger: post a correction', TG_OP; END $$;
    CREATE TRIGGER only_insert BEFORE UPDATE OR DELETE OR TRUNCATE ON posting
        FOR EACH STATEMENT EXECUTE FUNCTION forbid();  -- (4)!
    CREATE TRIGGER only_insert BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
        FOR EACH STATEMENT EXECUTE FUNCTION forbid();
    INSERT INTO account VALUES ('buyer', 'JPY'), ('shop', 'JPY'), ('fees', 'JPY'),
                               ('cash-eur', 'EUR')""")
# --8<-- [end:ledger]
LEG = "INSERT INTO posting SELECT %s, id, currency, %s FROM account WHERE id = %s"


def post(source, *postings):
    with db.transaction(), db.cursor() as cur:
        entry = cur.execute("INSERT INTO entry (reason, source) VALUES ('capture', %s)"
                            " RETURNING id", [source]).fetchone()[0]  # fmt: skip
        cur.executemany(LEG, [(entry, n, a) for a, n in postings])


def attempt(label, work):
    try:
        work()
        print(f"{label}: committed")
    except psycopg.Error as error:
        why = error.diag.constraint_name or error.diag.message_primary
        print(f"{label}: {error.sqlstate} {why}")


GOOD = [("buyer", -1000), ("shop", 971), ("fees", 29)]
attempt("balanced", lambda: post("p1", *GOOD))
attempt("one yen lost", lambda: post("p2", ("buyer", -1000), ("shop", 999)))
attempt("two currencies", lambda: post("p3", ("buyer", -1000), ("cash-eur", 1000)))
attempt("no postings", lambda: post("p4"))
attempt("same payment again", lambda: post("p1", *GOOD))
attempt("edited", lambda: db.execute("UPDATE posting SET amount = 1"))
attempt("renamed", lambda: db.execute("UPDATE entry SET source = 'p1-other'"))
attempt("added later", lambda: db.execute(LEG, [1, 5, "cash-eur"]))
sums = db.execute("SELECT sum(amount), count(*) FROM posting").fetchone()
print(f"sum of all postings: {sums[0]}, postings: {sums[1]}")


def timed(prefix):
    took = []
    for turn in range(6):
        with db.transaction():  # one commit: the price of the checks, not of the disk
            began = time.perf_counter()
            for n in range(25):
                post(f"{prefix}{turn}-{n}", *GOOD)
            db.execute("SET CONSTRAINTS ALL IMMEDIATE")
            took.append(1e6 * (time.perf_counter() - began) / 25)
    return min(took)


checked = timed("checked")
db.execute("ALTER TABLE posting DISABLE TRIGGER posting_balanced;"
           "ALTER TABLE entry DISABLE TRIGGER entry_balanced")  # fmt: skip
print(f"an entry with the checks: ≈ {checked:.0f} µs")
print(f"an entry without: ≈ {timed('plain'):.0f} µs")
db.execute("""
    CREATE TABLE transfer (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, source text NOT NULL,
        debit text NOT NULL, credit text NOT NULL, currency char(3) NOT NULL,
        amount bigint NOT NULL CHECK (amount > 0), CHECK (debit <> credit),
        UNIQUE (source, credit),
        FOREIGN KEY (debit, currency) REFERENCES account (id, currency),
        FOREIGN KEY (credit, currency) REFERENCES account (id, currency))""")
MOVE = """INSERT INTO transfer (source, debit, credit, currency, amount)
          VALUES (%s, %s, %s, 'JPY', %s)"""


def post(source, payer, *others):  # the same entry as rows that cannot be unbalanced
    with db.transaction(), db.cursor() as cur:
        cur.executemany(MOVE, [(source, payer[0], to, n) for to, n in others])


print(f"an entry as transfers: ≈ {(rows := timed('rows')):.0f} µs")
assert sums == (0, 3) and rows < 1.5 * checked
