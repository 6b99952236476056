# needs: postgresql
import asyncio
import logging
import os
import uuid

import psycopg
import structlog
from ingest.events import Row
from ingest.faults import Injected
from ingest.store import MIGRATIONS, Store

from snippets.projects.kit import database

quiet = structlog.make_filtering_bound_logger(logging.CRITICAL)
structlog.configure(wrapper_class=quiet)
database.migrate(os.environ["DATABASE_URL"], MIGRATIONS)
clean = [
    Row(str(uuid.UUID(int=n)), "shop", "view", 0, 0, 0, "ok", '{"page": "/"}')
    for n in range(1000)
]
# --8<-- [start:poison]
rows = list(clean)
rows[613] = rows[613]._replace(data='{"page": "a\\u0000b"}')  # (1)!


async def main() -> None:
    store = Store(os.environ["DATABASE_URL"], 2, 5, Injected())
    await store.open()
    try:
        await store._write(rows)
    except psycopg.DataError as error:
        print("the batch as one COPY:", type(error).__name__)
    calls = 0
    write = store._write

    async def counted(part: list[Row]) -> None:
        nonlocal calls
        calls += 1
        await write(part)

    store._write = counted
    refused = await store.write(rows)  # (2)!
    [kept] = await store.row("SELECT count(*) FROM events")
    print(
        "events refused:", len(refused), "- the right one:", refused == [rows[613].id]
    )
    print("events kept:", kept)
    print("transactions to find it:", calls)
    await store.close()


asyncio.run(main())
# --8<-- [end:poison]
