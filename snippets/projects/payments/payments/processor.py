"""The client of the card processor."""

from dataclasses import dataclass

import httpx
from pydantic import BaseModel, ConfigDict, TypeAdapter

from payments.settings import Settings


@dataclass(frozen=True)
class Answer:
    """id: the processor's name for the payment; code: why it was refused."""

    approved: bool
    id: str | None = None
    code: str | None = None


class Line(BaseModel):
    """A line of the settlement report, amount and fee in minor units."""

    model_config = ConfigDict(strict=True)

    position: int
    reference: str
    kind: str
    amount: int
    fee: int
    currency: str


_LINES = TypeAdapter(list[Line])


class Unknown(Exception):
    """Nobody can say whether the processor has done it."""


class Processor:
    """Calls with a time limit and a key; every failure that is no answer is Unknown."""

    def __init__(self, settings: Settings) -> None:
        self.client = httpx.AsyncClient(
            base_url=settings.processor,
            timeout=settings.processor_seconds,
            limits=httpx.Limits(max_connections=settings.processor_slots),
            follow_redirects=False,
        )

    # --8<-- [start:send]
    async def send(self, operation: dict) -> Answer:
        """Do an operation, or get the answer that it got before. Raises Unknown."""
        path, body = "/payments", {"amount": operation["amount"]}
        if operation["kind"] in ("charge", "authorize"):
            body |= {name: operation[name] for name in ("currency", "card")}
            body["capture"] = operation["kind"] == "charge"
        else:
            path = f"/payments/{operation['processor_id']}/{operation['kind']}s"
        key = {"Idempotency-Key": str(operation["id"])}  # (1)!
        try:
            return _read(await self.client.post(path, json=body, headers=key))
        except httpx.HTTPError as error:  # (2)!
            raise Unknown(f"{type(error).__name__}: {error}") from error

    async def ask(self, operation: dict) -> Answer:
        """Ask what became of an operation with an old key. Raises Unknown."""
        try:
            found = await self.client.get(f"/operations/{operation['id']}")
        except httpx.HTTPError as error:
            raise Unknown(f"{type(error).__name__}: {error}") from error
        if found.status_code == 404 and "unknown_key" in found.text:
            return Answer(False, code="not_reached")
        return _read(found)
    # --8<-- [end:send]

    async def report(self, after: int) -> list[dict]:
        """Return up to a thousand lines of the settlement report. Raises Unknown, also for
        a report with a line that is none: it says which."""
        try:
            found = await self.client.get("/settlements", params={"after": after})
            lines = _LINES.validate_python(found.raise_for_status().json()["lines"])
            return [line.model_dump() for line in lines]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise Unknown(f"{type(error).__name__}: {error}") from error


def _read(answer: httpx.Response) -> Answer:
    try:
        body = answer.json()
        if answer.status_code == 201:
            return Answer(True, id=body["id"])
        if answer.status_code == 402:
            return Answer(False, code=body["code"])
    except (ValueError, KeyError, TypeError) as error:
        raise Unknown(f"an answer that is none: {error}") from error
    raise Unknown(f"status {answer.status_code}")
