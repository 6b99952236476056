# needs: postgresql(own, max_connections=8)
import os
import socket
import struct

import psycopg

URL = os.environ["DATABASE_URL"]
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE ROLE app LOGIN")


def sqlstate_of_refusal():
    """Ask for a connection by hand: the client library hides the SQLSTATE."""
    with socket.create_connection((db.info.host, db.info.port)) as wire:
        body = f"user\0app\0database\0{db.info.dbname}\0\0".encode()
        wire.sendall(struct.pack("!II", len(body) + 8, 196608) + body)
        fields = wire.recv(4096).split(b"\0")
    return next(field[1:].decode() for field in fields if field.startswith(b"C"))


# --8<-- [start:idea]
held = []
while True:
    try:
        held.append(psycopg.connect(URL, user="app"))
    except psycopg.OperationalError as error:
        print("connections of the role:", len(held))
        refusal = str(error).split("FATAL:")[1].split(" for ")[0]
        print("the next one:", sqlstate_of_refusal(), refusal.strip(), "...")
        break
# --8<-- [end:idea]
held.append(psycopg.connect(URL))
print("a superuser still gets in: yes")
