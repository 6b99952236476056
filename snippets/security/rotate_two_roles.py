# needs: postgresql(own)
import os
import pathlib
import threading

import psycopg

url = os.environ["DATABASE_URL"]
admin = psycopg.connect(url, autocommit=True)
hba = pathlib.Path(os.environ["PGDATA"], "pg_hba.conf")
hba.write_text("host all postgres all trust\nhost all all all scram-sha-256\n")
admin.execute(
    """CREATE ROLE shop NOLOGIN;
       CREATE ROLE shop_a LOGIN PASSWORD 'a1' IN ROLE shop;
       CREATE ROLE shop_b LOGIN PASSWORD 'b1' IN ROLE shop;
       CREATE TABLE sale (id int); GRANT INSERT ON sale TO shop;
       SELECT pg_reload_conf()"""
)
INSTANCES = 4
host = {"conninfo": url, "autocommit": True}


# --8<-- [start:instance]
class Instance:  # a copy of the service; it reads the secret when it is told to
    def __init__(self, secret):
        self.secret, self.failed = secret, 0

    def request(self):  # a new connection each time: what a pool does now and then
        user, password = self.secret
        try:
            with psycopg.connect(**host, user=user, password=password) as db:
                db.execute("INSERT INTO sale VALUES (1)")
        except psycopg.OperationalError as error:
            assert "password authentication failed" in str(error)
            self.failed += 1


def rollout(first, second, change, revoke):
    fleet = [Instance(first) for _ in range(INSTANCES)]
    change()
    for instance in [None, *fleet]:  # the new secret reaches one after the other
        if instance:
            instance.secret = second
        for each in fleet:
            each.request()
    revoke()
    for each in fleet:
        each.request()
    return sum(each.failed for each in fleet)
# --8<-- [end:instance]


# --8<-- [start:rotations]
one_role = rollout(
    ("shop_a", "a1"), ("shop_a", "a2"),
    change=lambda: admin.execute("ALTER ROLE shop_a PASSWORD 'a2'"),
    revoke=lambda: None,
)
two_roles = rollout(
    ("shop_a", "a2"), ("shop_b", "b2"),
    change=lambda: admin.execute("ALTER ROLE shop_b PASSWORD 'b2'"),  # unused till now
    revoke=lambda: admin.execute("ALTER ROLE shop_a NOLOGIN"),  # (1)!
)
# --8<-- [end:rotations]
print("requests:", INSTANCES * (INSTANCES + 2))
print("failed, one role with a new password:", one_role)
print("failed, two roles in turn:", two_roles)
assert one_role == 10 and two_roles == 0
