# needs: postgresql
import os

import psycopg

with psycopg.connect(os.environ["DATABASE_URL"]) as con:
    con.execute("CREATE TABLE account (id int PRIMARY KEY)")
    con.execute("CREATE TABLE entry (account int REFERENCES account "
                "DEFERRABLE INITIALLY DEFERRED)")


def test(check_at_the_end):
    with psycopg.connect(os.environ["DATABASE_URL"]) as con:
        try:
            con.execute("INSERT INTO entry VALUES (99)")
            if check_at_the_end:
                con.execute("SET CONSTRAINTS ALL IMMEDIATE")
            return "passed"
        except psycopg.Error as error:
            return error.sqlstate
        finally:
            con.rollback()


print("rolled back:", test(False))
print("SET CONSTRAINTS ALL IMMEDIATE, then rolled back:", test(True))
assert test(True) == "23503"
