"""The service that one writes first: an INSERT and a commit an event.

Reads PORT and DATABASE_URL.
"""

import os

import uvicorn
from fastapi import FastAPI, Request
from ingest import events
from ingest.events import Clock
from ingest.settings import Ingest
from psycopg_pool import AsyncConnectionPool

COLUMNS = "id, source, type, occurred_ms, received_ms, event_ms, clock, data"
# --8<-- [start:naive]
INSERT = f"""INSERT INTO events ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
  ON CONFLICT (id) DO NOTHING"""
app = FastAPI(docs_url=None, redoc_url=None)
dsn = os.environ["DATABASE_URL"]
pool = AsyncConnectionPool(dsn, min_size=8, max_size=8, open=False)
clock = Clock(300_000, 604_800_000)


@app.post("/v1/events")
async def receive(request: Request) -> dict[str, int]:
    """Keep each event by itself."""
    found, _refused = events.many(await request.body())
    now = events.now_ms()
    async with pool.connection() as session:
        for event in found:
            await session.execute(INSERT, clock.row(event, now))
            await session.commit()  # (1)!
    return {"accepted": len(found)}


# --8<-- [end:naive]
@app.get("/readyz")
async def ready() -> str:
    """Say that it listens."""
    await pool.open()
    return "ok"


if __name__ == "__main__":
    uvicorn.run(app, port=Ingest().port, log_config=None)
