# needs: postgresql
"""Order and stock in one transaction, and the same with stock as a service."""

import os
import threading

import httpx
import psycopg
from fastapi import FastAPI

from snippets.reliability.serve import serve

URL = os.environ["DATABASE_URL"]
ORDERS, USED, LATE = 60, {7, 23, 41}, {11, 31}  # voucher used; answer comes too late
db = psycopg.connect(URL, autocommit=True)
db.execute("CREATE TABLE orders (id int PRIMARY KEY, voucher int UNIQUE)")
db.execute("CREATE TABLE reserved (order_id int PRIMARY KEY, at timestamptz)")
RESERVE = "INSERT INTO reserved VALUES (%s, now())"
PLACE = "INSERT INTO orders VALUES (%s, %s)"
WITHOUT_ORDER = """SELECT count(*) FROM reserved r
    WHERE NOT EXISTS (SELECT FROM orders o WHERE o.id = r.order_id)"""


def row(order):
    return [order, 0 if order in USED else order]  # voucher 0 belongs to order 0


# --8<-- [start:idea]
def in_process(order):
    with db.transaction():
        db.execute(RESERVE, [order])
        db.execute(PLACE, row(order))


def over_http(order):
    client.post(f"/reserve/{order}").raise_for_status()  # (1)!
    db.execute(PLACE, row(order))


# --8<-- [end:idea]
stock, answered = FastAPI(), threading.Event()


@stock.post("/reserve/{order}")
def reserve(order: int):
    with psycopg.connect(URL) as own:
        own.execute(RESERVE, [order])
    if order in LATE:
        answered.wait(30)  # committed, and then silent


def run(way):
    db.execute("TRUNCATE orders, reserved")
    failed = 0
    for order in range(ORDERS):
        try:
            way(order)
        except (psycopg.errors.UniqueViolation, httpx.TimeoutException):
            failed += 1
    return failed, db.execute(WITHOUT_ORDER).fetchone()[0]


with serve(stock) as address:
    client = httpx.Client(base_url=address, timeout=2.5)
    for name, way in {"one transaction": in_process, "a service": over_http}.items():
        failed, stuck = run(way)
        print(f"{name}, refused of {ORDERS} orders: {failed}")
        print(f"{name}, reserved without an order: {stuck}")
        assert stuck == (way is over_http) * len(USED | LATE)
    answered.set()
