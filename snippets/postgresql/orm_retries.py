# needs: postgresql
import os
from urllib.parse import urlsplit

import django
import psycopg
import sqlalchemy as sa
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from sqlalchemy.orm import Session

URL = os.environ["DATABASE_URL"]
part = urlsplit(URL)
other = psycopg.connect(URL, autocommit=True)
other.execute("CREATE TABLE stock (n int); INSERT INTO stock VALUES (0)")
READ, WRITE = "SELECT n FROM stock", "UPDATE stock SET n = n + 1"
LEVEL = "SELECT current_setting('transaction_isolation')"


def show(name, attempts, error, cause):
    kind = type(cause).__name__
    print(f"{name}, attempts: {attempts}")
    print(f"{name} raises: {type(error).__name__} from {kind}, {cause.sqlstate}")
    assert (attempts, cause.sqlstate) == (1, "40001")


# --8<-- [start:idea]
settings.configure(DATABASES={"default": {
    "ENGINE": "django.db.backends.postgresql", "NAME": part.path[1:],
    "USER": part.username, "HOST": part.hostname, "PORT": part.port,
    "OPTIONS": {"isolation_level": psycopg.IsolationLevel.SERIALIZABLE},  # (1)!
}})  # fmt: skip
django.setup()
attempts = 0
try:
    with transaction.atomic(), connection.cursor() as cursor:
        attempts += 1
        cursor.execute(READ)
        other.execute(WRITE)
        cursor.execute(WRITE)
except DatabaseError as error:
    show("Django", attempts, error, error.__cause__)

address = URL.replace("postgresql:", "postgresql+psycopg:")
with sa.create_engine(address).connect() as plain:
    print("SQLAlchemy, level by default:", plain.scalar(sa.text(LEVEL)))
engine = sa.create_engine(address, isolation_level="REPEATABLE READ")
attempts = 0
session = Session(engine)
try:
    attempts += 1
    session.execute(sa.text(READ))
    other.execute(WRITE)
    session.execute(sa.text(WRITE))
except sa.exc.DBAPIError as error:
    show("SQLAlchemy", attempts, error, error.orig)  # (2)!
try:
    session.execute(sa.text(READ))
except (sa.exc.SQLAlchemyError, psycopg.Error) as error:
    cause = getattr(error, "orig", None)
    print("the session afterwards:", type(cause or error).__name__)
session.rollback()  # (3)!
print("after rollback:", session.scalar(sa.text(READ)))
# --8<-- [end:idea]
