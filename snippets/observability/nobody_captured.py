# needs: bugsink
import asyncio
import gc
import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import sentry_sdk
from sentry_sdk.integrations.asyncio import AsyncioIntegration

from snippets.observability.tracker import Tracker

logging.getLogger("asyncio").addHandler(logging.NullHandler())
logging.getLogger("shop").addHandler(logging.NullHandler())
logging.raiseExceptions = False
threading.excepthook = lambda args: None  # quiet; the SDK wraps it


def fail(place):
    raise RuntimeError(place)


async def afail(place):
    fail(place)


# --8<-- [start:places]
async def job(asyncio_too):
    if asyncio_too:  # (1)!
        sentry_sdk.init(**SETTINGS, integrations=[AsyncioIntegration()])
    asyncio.create_task(afail("task, dropped"))
    HELD.append(asyncio.create_task(afail("task, held in a list")))  # (2)!
    place = "gather(return_exceptions=True)"
    await asyncio.gather(afail(place), return_exceptions=True)
    thread = threading.Thread(target=fail, args=("thread",))
    thread.start()
    thread.join()
    with ThreadPoolExecutor() as pool:
        pool.submit(fail, "future, never read")
    try:
        fail("except and log.warning")
    except RuntimeError as error:
        logging.getLogger("shop").warning("ignored: %s", error)
    try:
        fail("except and log.exception")
    except RuntimeError:
        logging.getLogger("shop").exception("failed")
    try:
        fail("except, return None")
    except RuntimeError:
        pass
    await asyncio.sleep(0.01)
    gc.collect()
# --8<-- [end:places]


HELD = []
PLACES = [
    "task, dropped", "task, held in a list", "gather(return_exceptions=True)", "thread",
    "future, never read", "except and log.warning", "except and log.exception",
    "except, return None",
]  # fmt: skip
SETTINGS = {"auto_enabling_integrations": False}


def arrived(asyncio_too):
    before = {issue["id"]: issue["digested_event_count"] for issue in tracker.issues()}
    sentry_sdk.init(**SETTINGS)
    asyncio.run(job(asyncio_too))
    return {
        i["calculated_value"] for i in tracker.issues()
        if i["digested_event_count"] > before.get(i["id"], 0)
    }  # fmt: skip


tracker = Tracker()
columns = {"default": arrived(False), "AsyncioIntegration": arrived(True)}
print(f"{'raised in':32}" + "".join(f"{name:>20}" for name in columns))
for place in PLACES:
    found = [place in names for names in columns.values()]
    print(f"{place:32}" + "".join(f"{'issue' if f else '-':>20}" for f in found))
for name, found in columns.items():
    print(f"seen with {name}: {len(found)}/{len(PLACES)}")
assert len(columns["default"]) == 3 and len(columns["AsyncioIntegration"]) == 5
