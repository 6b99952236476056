# needs: postgresql
"""The process that was killed had one name; the next one has another."""

import logging
import os
import signal

from dbos import DBOS, SetWorkflowID

URL = os.environ["DATABASE_URL"]


def process(executor: str, start: bool = False, resume: bool = False) -> str:
    """Launch DBOS in a child under this name; return what became of the order."""
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        logging.disable()
        DBOS(config={"name": "shop", "system_database_url": URL,
                     "executor_id": executor, "log_level": "CRITICAL"})
        charge = DBOS.step(name="charge")(lambda: None)

        @DBOS.workflow()
        def order() -> None:
            charge()
            if start:
                os.kill(os.getpid(), signal.SIGKILL)

        DBOS.launch()
        if start:
            with SetWorkflowID("order-7"):
                order()
        if resume:
            DBOS.resume_workflow("order-7")
        status = DBOS.get_workflow_status("order-7")
        if resume or status.executor_id == executor:
            DBOS.retrieve_workflow("order-7").get_result()
            status = DBOS.get_workflow_status("order-7")
        os.write(writer, status.status.encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)
    return os.read(reader, 100).decode()


process("pod-a", start=True)
print(f"killed on pod-a, pod-b starts: {process('pod-b')}")
print(f"pod-b is told to resume order-7: {process('pod-b', resume=True)}")
