# needs: postgresql
import os
import subprocess
import textwrap

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
# --8<-- [start:idea]
db.execute(
    """CREATE TABLE plan (name text PRIMARY KEY, seats int);
       CREATE FUNCTION seats(wanted text) RETURNS int LANGUAGE sql
           AS 'SELECT seats FROM public.plan WHERE name = wanted';
       CREATE TABLE booking (plan text, taken int,
           CHECK (coalesce(taken <= seats(plan), false)));
       INSERT INTO plan VALUES ('team', 5);
       INSERT INTO booking VALUES ('team', 5)"""
)
db.execute("UPDATE plan SET seats = 1")
broken = db.execute("SELECT count(*) FROM booking WHERE taken > seats(plan)")
print("rows that break the rule unseen:", broken.fetchone()[0])
db.execute("UPDATE plan SET seats = 5")  # from here on the rule holds again

dump = subprocess.run(["pg_dump", URL], capture_output=True, text=True, check=True)
db.execute("DROP TABLE booking, plan; DROP FUNCTION seats")
restore = subprocess.run(
    ["psql", URL], input=dump.stdout, capture_output=True, text=True
)
error = next(line for line in restore.stderr.splitlines() if "ERROR" in line)
_, _, message = error.partition("ERROR:  ")
print("restore:", textwrap.shorten(message, 68, placeholder=" ..."))
rows = db.execute("SELECT count(*) FROM booking").fetchone()[0]
print("bookings after the restore:", rows)
# --8<-- [end:idea]
assert rows == 0
