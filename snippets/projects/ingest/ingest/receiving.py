"""POST /v1/events: one event, an array, or NDJSON."""

import asyncio
from contextlib import ExitStack

from fastapi import APIRouter, Request
from ingest import body, events
from ingest.events import Event, Refused
from ingest.metrics import CLOCKS, EVENTS
from ingest.settings import BATCH_EVENTS
from ingest.writer import NotDurable
from pydantic import BaseModel, ValidationError

from snippets.projects.kit import problems
from snippets.projects.kit.problems import Problem

router = APIRouter()
JSON, NDJSON = "application/json", "application/x-ndjson"


class Answer(BaseModel):
    """accepted: events that are durable now, those included that were before;
    durable_in: store or spill; refused: the others, each with its place."""

    accepted: int
    durable_in: str
    refused: list[Refused]


def _reference() -> dict:
    array = {"type": "array", "minItems": 1, "maxItems": BATCH_EVENTS, "items": {}}
    array["description"] = "Events; one that is wrong is refused alone."
    text = {"type": "string", "description": "An event a line."}
    event = {"anyOf": [Event.model_json_schema(), array]}
    content = {JSON: {"schema": event}, NDJSON: {"schema": text}}
    return {"requestBody": {"required": True, "content": content}}


@router.post(
    "/v1/events",
    responses=problems.documented(408, 413, 415, 422, 429, 503, 507),
    openapi_extra=_reference(),
)
async def receive(request: Request) -> Answer:
    """Accept events. The answer comes when they are durable; without one, and after
    408, 429 or 5xx, send them again with the same ids."""
    state = request.app.state
    kind = _media_type(request)
    state.room.expect(body.announced(request))
    with ExitStack() as held:
        share = held.enter_context(state.room.share())
        read = await body.read(request, state.room, share, state.settings.body_seconds)
        found, refused = _parsed(read, kind)
        return await _kept(request, found, refused, held)


async def _kept(
    request: Request, found: list[Event], refused: list[Refused], held: ExitStack
) -> Answer:
    state, now = request.app.state, events.now_ms()
    rows = [state.clock.row(event, now) for event in found]
    EVENTS.labels("invalid").inc(len(refused))
    for row in rows:
        CLOCKS.labels(row.clock).inc()
    if not rows:
        return Answer(accepted=0, durable_in="store", refused=refused)
    # --8<-- [start:kept]
    try:
        async with asyncio.timeout(state.settings.durable_seconds):
            kept = await state.writer.keep(rows, held.pop_all().close)  # (1)!
    except NotDurable as error:
        raise Problem(507, "no_space", str(error), {"Retry-After": "5"}) from None
    except TimeoutError:
        detail = "not known to be durable; send again with the same ids"
        raise Problem(503, "unknown", detail, {"Retry-After": "5"}) from None
    # --8<-- [end:kept]
    wrong = {event.index for event in refused}
    places = [i for i in range(len(found) + len(refused)) if i not in wrong]
    unstorable = [
        Refused(index=i, code="unstorable", detail="the store refuses it")
        for i, row in zip(places, rows, strict=True)
        if row.id in kept.refused
    ]
    return Answer(
        accepted=len(rows) - len(unstorable),
        durable_in=kept.where,
        refused=refused + unstorable,
    )


def _media_type(request: Request) -> str:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    coded = request.headers.get("content-encoding", "identity") != "identity"
    if kind not in (JSON, NDJSON) or coded:
        raise Problem(415, "media_type", f"send {JSON} or {NDJSON}, not compressed")
    return kind


def _parsed(read: bytes, kind: str) -> tuple[list[Event], list[Refused]]:
    try:
        if kind == NDJSON:
            return events.lines(read)
        if read.lstrip()[:1] == b"[":
            return events.many(read)
        return [events.one(read)], []
    except ValidationError as error:
        raise Problem(422, "invalid_event", events.why(error)) from None
    except ValueError as error:
        raise Problem(422, "invalid_request", str(error)) from None
