# needs: postgresql
"""The same workflow with DBOS: a library, its memory in PostgreSQL."""

import logging
import os
import sys

from dbos import DBOS, SetWorkflowID
from shop import URL, Refused, open_shop, outside, report


# --8<-- [start:workflow]
@DBOS.step()
def step(order: dict, what: str) -> None:
    outside(order, what)  # (1)!


@DBOS.workflow()
def process(order: dict) -> str:
    step(order, "reserve")
    step(order, "charge")
    try:
        step(order, "ship")
    except Refused:
        step(order, "refund")
        step(order, "release")
        return "cancelled"
    step(order, "notify")
    return "done"
# --8<-- [end:workflow]


def child(executor: str, work) -> int:
    """Fork a process with DBOS; each executor recovers its own workflows at launch."""
    if pid := os.fork():
        return pid
    sys.stdout = sys.stderr = open(os.devnull, "w")
    DBOS(config={"name": "shop", "system_database_url": URL, "executor_id": executor,
                 "sys_db_pool_size": 2, "log_level": "CRITICAL"})
    DBOS.launch()  # (1)!
    work()
    os._exit(0)


def begin(order: dict):
    with SetWorkflowID(order["id"]):
        process(order)


def finish(order: dict):
    DBOS.retrieve_workflow(order["id"]).get_result()


logging.disable()
orders = open_shop()
os.waitpid(child("migrate", lambda: None), 0)
for work in (begin, finish):
    for pid in [child(order["id"], lambda o=order: work(o)) for order in orders]:
        os.waitpid(pid, 0)
twice, lost, _ = report()
assert (twice, lost) == (6, 0)
