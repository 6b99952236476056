"""What an administrator writes: models with their providers and prices, and keys."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

MOST_TOKENS = 1_000_000  # that a request may ask for, in one choice
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$")]
Url = Annotated[
    str,
    Field(
        pattern=r"^https?://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?"
        r"(/[A-Za-z0-9._~-]{1,64}){0,8}$"
    ),
]


def whole(value: object) -> object:
    """JSON has one kind of number: 5.0 is an integer."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _text(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("a date as text, such as 2026-01-31")
    return value


Whole = Annotated[int, BeforeValidator(whole)]
Day = Annotated[date, BeforeValidator(_text), Field(strict=False)]
Seconds = Annotated[float, Field(gt=0, le=600)]


class Document(BaseModel):
    """A document with no member that is not named here."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Provider(Document):
    """url: up to and with /v1; model: its name there, where it differs; credential: the
    name of its API key in the setting CREDENTIALS."""

    name: Name
    url: Url
    model: Name | None = None
    credential: Name | None = None


class Price(Document):
    """Micro-dollars per million tokens, valid from the day `since` (UTC)."""

    since: Day
    prompt: Whole = Field(ge=0, le=10**9)
    completion: Whole = Field(ge=0, le=10**9)


# --8<-- [start:timeouts]
class Timeouts(Document):
    """Seconds. first_token and idle hold for one attempt, total for all of them."""

    connect: Seconds = 2
    first_token: Seconds = 20
    idle: Seconds = 15
    total: Seconds = 120


class Retries(Document):
    """attempts: at most for one request; reserve and percent: the budget of all
    requests of the model, see breaker.Budget."""

    attempts: Whole = Field(3, ge=1, le=10)
    reserve: Whole = Field(10, ge=0, le=1000)
    percent: Whole = Field(20, ge=0, le=100)


class Breaking(Document):
    """Open after so many failures in a row, for so many seconds."""

    failures: Whole = Field(5, ge=1, le=10_000)
    open_seconds: Seconds = 10


# --8<-- [end:timeouts]
class Model(Document):
    """A model as clients name it. Its providers are tried in this order."""

    providers: list[Provider] = Field(min_length=1, max_length=8)
    prices: list[Price] = Field(min_length=1, max_length=100)
    max_output_tokens: Whole = Field(1024, ge=1, le=MOST_TOKENS)
    timeouts: Timeouts = Timeouts()
    retries: Retries = Retries()
    breaker: Breaking = Breaking()


class Key(Document):
    """Limits are per window. cache_seconds: 0 turns the cache off; negative_seconds:
    how long a provider's refusal is kept; models: those it may use, all where empty."""

    name: Name
    models: list[Name] = Field([], max_length=100)
    requests: Whole = Field(600, ge=1, le=1_000_000)
    tokens: Whole = Field(100_000, ge=1, le=100_000_000)
    window_seconds: Whole = Field(60, ge=1, le=86_400)
    cache_seconds: Whole = Field(0, ge=0, le=604_800)
    negative_seconds: Whole = Field(5, ge=1, le=600)
    redact_prompts: bool = False
