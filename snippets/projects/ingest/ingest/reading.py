"""What is kept, for a producer's developer and for the acceptance suite."""

from typing import Annotated

import httpx
import psycopg
from fastapi import APIRouter, Path, Request
from ingest.events import Id, Name
from pydantic import BaseModel

from snippets.projects.kit import problems
from snippets.projects.kit.problems import Problem

router = APIRouter()
Scalar = str | bool | int | float | None
_ONE = """SELECT id::text, source, type, occurred_ms, received_ms, event_ms, clock, data
          FROM events WHERE id = %s"""


class Kept(BaseModel):
    """An event as the store has it; times in milliseconds since 1970."""

    id: str
    source: str
    type: str
    occurred_ms: int
    received_ms: int
    event_ms: int
    clock: str
    data: dict[str, Scalar]


class Counts(BaseModel):
    """Events of a source in PostgreSQL and in ClickHouse, null where the system does
    not answer; of all sources, the bytes in the spill and how many segments of it were
    set aside, because a part of them could not be read or stored."""

    source: str
    store: int | None
    columnar: int | None
    spill_bytes: int
    spill_set_aside: int


@router.get("/v1/events/{id}", responses=problems.documented(404, 422, 503))
async def event(id: Annotated[Id, Path()], request: Request) -> Kept:
    """Return one event."""
    try:
        found = await request.app.state.store.row(_ONE, id)
    except (psycopg.Error, TimeoutError):
        raise Problem(503, "store_down", "the store does not answer") from None
    if found is None:
        raise Problem(404, "not_found", "there is no such event in the store")
    return Kept(**dict(zip(Kept.model_fields, found, strict=True)))


@router.get("/v1/sources/{source}/counts", responses=problems.documented(422))
async def counts(source: Annotated[Name, Path()], request: Request) -> Counts:
    """Count a source in both stores."""
    state = request.app.state
    count = "SELECT count(*) FROM events WHERE source = %s"
    try:
        [store] = await state.store.row(count, source)
    except (psycopg.Error, TimeoutError):
        store = None
    try:
        answer = await state.columnar.get(f"http://columnar/counts/{source}")
        columnar = answer.raise_for_status().json()
    except httpx.HTTPError:
        columnar = None
    return Counts(
        source=source,
        store=store,
        columnar=columnar,
        spill_bytes=state.spill.size(),
        spill_set_aside=state.spill.set_aside(),
    )
