# needs: postgresql
"""The same change in DBOS: who recovers the workflow, and with what code?"""

import logging
import os
import signal

import psycopg
from dbos import DBOS, SetWorkflowID

URL = os.environ["DATABASE_URL"]


def step(name: str):
    return DBOS.step(name=name)(lambda: None)


charge, ship, fraud_check = step("charge"), step("ship"), step("fraud_check")


# --8<-- [start:versions]
def old() -> str:
    charge()
    os.kill(os.getpid(), signal.SIGKILL)  # (1)!
    ship()
    return "done"


def new() -> str:
    fraud_check()  # (2)!
    charge()
    ship()
    return "done"


def patched() -> str:
    if DBOS.patch("fraud-check"):  # (3)!
        fraud_check()
    charge()
    ship()
    return "done"
# --8<-- [end:versions]


def process(code, order: str, start: bool = False, **config) -> str:
    """Launch DBOS in a child with this code; return what became of the order."""
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        logging.disable()
        DBOS(config={"name": "shop", "system_database_url": URL, "executor_id": "one",
                     "log_level": "CRITICAL", **config})
        workflow = DBOS.workflow(name="process")(code)
        DBOS.launch()
        if start:
            with SetWorkflowID(order):
                workflow()
        result = (status := DBOS.get_workflow_status(order)).status
        if status.app_version == DBOS.application_version:  # (4)!
            try:
                result = DBOS.retrieve_workflow(order).get_result()
            except Exception as error:
                result = f"{type(error).__name__}: {str(error).split('. ')[0]}"
                result = result.replace(" step 1,", "\n  step 1,")
        os.write(writer, result.encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)
    return os.read(reader, 1000).decode()


process(old, "order-7", start=True, application_version="1")
print("1, killed after charge")
later = process(new, "order-7", application_version="2")
print(f"2, new code, version 2: {later}")
forced = process(new, "order-7", application_version="1")
print(f"3, new code, still version 1: {forced}")
process(old, "order-8", start=True, enable_patching=True)
healed = process(patched, "order-8", enable_patching=True)
print(f"4, new code behind DBOS.patch: {healed}")
assert (later, healed) == ("PENDING", "done")
with psycopg.connect(URL) as db:
    for row in db.execute("SELECT workflow_uuid, status, recovery_attempts "
                          "FROM dbos.workflow_status ORDER BY 1"):
        print(*row)
