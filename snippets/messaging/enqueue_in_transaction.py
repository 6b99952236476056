# needs: postgresql, valkey
import logging, os

import procrastinate
import psycopg
import redis
from celery import Celery

logging.getLogger("procrastinate").setLevel(logging.ERROR)
broker = redis.Redis.from_url(os.environ["REDIS_URL"])
celery = Celery(broker=os.environ["REDIS_URL"])
rows = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
connector = procrastinate.SyncPsycopgConnector(conninfo=os.environ["DATABASE_URL"])
app = procrastinate.App(connector=connector)
rows.execute("create table orders (id int primary key)")


@app.task(name="mail")
def mail(order: int) -> None: ...


def jobs() -> str:
    [count] = rows.execute("select count(*) from procrastinate_jobs").fetchone()
    return f"Celery on Valkey: {broker.llen('celery')}, procrastinate: {count}"


with app.open():
    app.schema_manager.apply_schema()
    writer = psycopg.connect(os.environ["DATABASE_URL"])
    with writer.transaction(force_rollback=True):  # (1)!
        writer.execute("insert into orders values (7)")
        celery.send_task("mail", args=[7])
        mail.configure(connection=writer).defer(order=7)
    print("after the rollback, jobs on", jobs())
    [orders] = rows.execute("select count(*) from orders").fetchone()
    print("orders:", orders)
    with writer.transaction():
        mail.configure(connection=writer).defer(order=8)
        print("before the commit, another session sees", jobs())
    print("after the commit:", jobs())
assert broker.llen("celery") == 1 and orders == 0
