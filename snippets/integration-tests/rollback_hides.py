# needs: postgresql
import os

import psycopg

URL = os.environ["DATABASE_URL"]
with psycopg.connect(URL, autocommit=True) as con:
    con.execute("""
        CREATE TABLE account (id int PRIMARY KEY);
        CREATE TABLE entry (account int REFERENCES account
                            DEFERRABLE INITIALLY DEFERRED, cents int);
        CREATE TABLE job (id int GENERATED ALWAYS AS IDENTITY, at timestamptz);
        CREATE FUNCTION must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF (SELECT sum(cents) FROM entry) <> 0 THEN
                RAISE EXCEPTION 'entries do not balance';
            END IF;
            RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER balance AFTER INSERT ON entry
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION must_balance();
    """)
listener = psycopg.connect(URL, autocommit=True)
listener.execute("LISTEN jobs")
listener.execute("INSERT INTO account VALUES (1)")


# --8<-- [start:cases]
def orphan(con):
    con.execute("INSERT INTO entry VALUES (99, 0)")
    return "accepted"


def unbalanced(con):
    con.execute("INSERT INTO entry VALUES (1, 500)")
    return "accepted"


def two_jobs(con):
    con.execute("INSERT INTO job (at) VALUES (now())")
    con.execute("INSERT INTO job (at) VALUES (now())")
    different = con.execute("SELECT count(DISTINCT at) FROM job").fetchone()[0]
    return f"{different} distinct times"


def notify(con):
    con.execute("NOTIFY jobs")


def seen_elsewhere(con):
    con.execute("INSERT INTO account VALUES (2)")
    return listener.execute("SELECT count(*) FROM account WHERE id = 2").fetchone()[0]


def lock_free(con):
    con.execute("SELECT pg_advisory_xact_lock(7)")
    return listener.execute("SELECT pg_try_advisory_xact_lock(7)").fetchone()[0]
# --8<-- [end:cases]


def run(case, rolled_back):
    con = psycopg.connect(URL, autocommit=not rolled_back)
    try:
        return case(con)
    except psycopg.Error as error:
        return error.sqlstate
    finally:
        con.rollback()
        con.close()


results = {}
for case in (orphan, unbalanced, two_jobs, notify, seen_elsewhere, lock_free):
    for rolled_back in (True, False):
        result = run(case, rolled_back)
        if case is notify:
            result = len(list(listener.notifies(timeout=0.3, stop_after=1)))
        results[case.__name__, rolled_back] = str(result)
        way = "rolled back" if rolled_back else "committed"
        print(f"{case.__name__}, {way}: {result}")
last = listener.execute("SELECT max(id) FROM job").fetchone()[0]
print("highest id of 2 committed jobs:", last)
assert all(results[case, True] != results[case, False] for case, _ in results)
