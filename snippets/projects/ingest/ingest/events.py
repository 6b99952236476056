"""What an event may be, and how a request's body becomes rows."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from ingest.settings import BATCH_EVENTS
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import from_json, to_json


def _whole(value: object) -> object:
    """To JSON Schema 5.0 is an integer as well."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


# --8<-- [start:event]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$", max_length=63)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,62}$", max_length=63)]
Text = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=256)]  # (1)!
Number = Annotated[int, Field(ge=-(10**15), le=10**15)]
Real = Annotated[float, Field(ge=-1e15, le=1e15)]
Id = Annotated[
    str,
    Field(
        pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",  # (2)!
        min_length=36,
        max_length=36,
    ),
]


class Event(BaseModel):
    """One thing that happened. `occurred_ms` is the producer's clock, in milliseconds
    since 1970; the same `id` again is the same event."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: Id
    source: Name
    type: Name
    occurred_ms: Annotated[
        int, Field(ge=0, lt=4_102_444_800_000), BeforeValidator(_whole)
    ]
    data: dict[Key, Text | bool | Number | Real | None] = Field(
        max_length=32, json_schema_extra={"additionalProperties": False}
    )


# --8<-- [end:event]


class Row(NamedTuple):
    """An event as it is kept. `event_ms` is the time to count it under; `clock` says
    whether the producer's clock was believed: ok, ahead or late."""

    id: str
    source: str
    type: str
    occurred_ms: int
    received_ms: int
    event_ms: int
    clock: str
    data: str


class Refused(BaseModel):
    """An event that is not kept: its place in the request, and why."""

    index: int
    code: str
    detail: str


@dataclass(frozen=True)
class Clock:
    """How far a producer's clock is believed, in milliseconds."""

    ahead: int
    late: int

    # --8<-- [start:clock]
    def row(self, event: Event, now: int) -> Row:
        """Return the row of `event`, received at `now`."""
        off = event.occurred_ms - now
        state = "ahead" if off > self.ahead else "late" if off < -self.late else "ok"
        counted = event.occurred_ms if state == "ok" else now  # (1)!
        data = to_json(event.data).decode()
        what = event.id, event.source, event.type
        return Row(*what, event.occurred_ms, now, counted, state, data)

    # --8<-- [end:clock]


_MANY = TypeAdapter(list[Event])


def now_ms() -> int:
    """This machine's clock, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def one(body: bytes) -> Event:
    """Return the event that `body` holds. Raises ValidationError."""
    return Event.model_validate_json(body)


# --8<-- [start:many]
def many(body: bytes) -> tuple[list[Event], list[Refused]]:
    """Return the events of a JSON array and what is wrong with the others. Raises
    ValueError unless it is an array of 1 to 1,000 items."""
    try:
        found = _MANY.validate_json(body)  # (1)!
    except ValidationError:
        items = from_json(body)
        if not isinstance(items, list):
            raise ValueError("neither an event nor an array of events") from None
        _count(len(items))
        return _each(to_json(item) for item in items)
    _count(len(found))
    return found, []


# --8<-- [end:many]


def lines(body: bytes) -> tuple[list[Event], list[Refused]]:
    """Return the events of NDJSON, one a line; empty lines do not count. Raises
    ValueError unless there are 1 to 1,000."""
    filled = [line for line in body.split(b"\n") if line.strip()]
    _count(len(filled))
    return _each(filled)


def _count(number: int) -> None:
    if not 1 <= number <= BATCH_EVENTS:
        raise ValueError(f"{number} events; a request holds 1 to {BATCH_EVENTS}")


def _each(texts: Iterable[bytes]) -> tuple[list[Event], list[Refused]]:
    good, refused = [], []
    for index, text in enumerate(texts):
        try:
            good.append(one(text))
        except ValidationError as error:
            wrong = Refused(index=index, code="invalid_event", detail=why(error))
            refused.append(wrong)
    return good, refused


def why(error: ValidationError) -> str:
    """Say in a sentence what is wrong, without the values: they may be secrets."""
    found = error.errors(include_input=False, include_url=False, include_context=False)
    said: dict[str, str] = {}
    for one_error in found:  # a value of several types has a message for each
        place = ".".join(map(str, one_error["loc"][:2])) or "event"
        said.setdefault(place, one_error["msg"])
    return "; ".join(f"{place}: {message}" for place, message in list(said.items())[:5])
