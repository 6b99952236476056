# needs: postgresql
"""A step in the same database: effect and checkpoint in one commit."""

import logging
import os
import signal

import psycopg
import sqlalchemy as sa
from dbos import DBOS, SetWorkflowID, SQLAlchemyDatasource

URL = os.environ["DATABASE_URL"]
INSERT = "INSERT INTO stock_move VALUES ('{}')"


def die(order: str, point: str) -> None:
    """Be killed here, the first time."""
    if order.endswith(point) and not os.path.exists(order):
        open(order, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)


def run(order: str) -> None:
    """A process that starts the workflow, or at its second start recovers it."""
    logging.disable()
    DBOS(config={"name": "shop", "system_database_url": URL, "executor_id": order,
                 "application_version": "1", "log_level": "CRITICAL"})
    url = URL.replace("postgresql:", "postgresql+psycopg:")
    ours = SQLAlchemyDatasource.create(url)

    # --8<-- [start:steps]
    @DBOS.step()
    def own_commit() -> None:
        with psycopg.connect(URL) as db:
            db.execute(INSERT.format(order))
            die(order, "before commit")
        die(order, "after commit")  # (1)!

    @ours.transaction()
    def one_commit() -> None:
        ours.sql_session().execute(sa.text(INSERT.format(order)))  # (2)!
        die(order, "before commit")

    @DBOS.workflow()
    def move() -> None:
        (own_commit if order.startswith("step") else one_commit)()
        die(order, "after commit")
    # --8<-- [end:steps]

    DBOS.launch()
    with SetWorkflowID(order):
        move()
    os._exit(0)


with psycopg.connect(URL) as db:
    db.execute("CREATE TABLE stock_move (order_id text)")
for order in ("step, before commit", "step, after commit",
              "transaction, before commit", "transaction, after commit"):
    for _ in range(2):
        if (child := os.fork()) == 0:
            run(order)
        os.waitpid(child, 0)
    with psycopg.connect(URL) as db:
        moves = db.execute("SELECT count(*) FROM stock_move WHERE order_id = %s",
                           [order]).fetchone()[0]
    print(f"{order}: {moves}")
    assert moves == (2 if order == "step, after commit" else 1)
