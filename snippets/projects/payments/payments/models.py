"""What requests and answers hold. Amounts are whole minor units: 1050 is EUR 10.50."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _number(value: object) -> object:
    """Refuse what a JSON Schema would not call a number, and pydantic would convert."""
    if isinstance(value, bool | str):
        raise ValueError("must be a number")
    return value


Amount = Annotated[int, Field(ge=1, le=99_999_999_999), BeforeValidator(_number)]
Currency = Literal["EUR", "GBP", "JPY", "USD"]
_URL = r"^https?://[a-z0-9.-]+(:[0-9]{1,5})?(/[!-~]*)?$"
_TEXT = r"^[ -~\u00a0-\ud7ff]+$"
Text = Annotated[str, Field(min_length=1, max_length=200, pattern=_TEXT)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewAccount(_Body):
    """An account of a merchant."""

    name: Text
    currency: Currency


class Account(BaseModel):
    """balance: what the service owes to the merchant, in minor units."""

    id: UUID
    name: str
    currency: str
    balance: int
    created_at: datetime


class Entry(BaseModel):
    """amount: debit above zero, credit below."""

    id: UUID
    transaction_id: UUID
    kind: str
    reference: UUID
    amount: int
    created_at: datetime


class TrialBalance(BaseModel):
    """Sums by currency and account; all merchants are one line."""

    currency: str
    account: str
    balance: int


class NewCharge(_Body):
    """capture: automatic takes the money at once, manual only reserves it."""

    account_id: UUID
    amount: Amount
    currency: Currency
    card: Annotated[str, Field(pattern="^tok_[a-z_]{1,40}$")]
    capture: Literal["automatic", "manual"] = "automatic"


class Charge(BaseModel):
    """A charge as it is now; a higher `version` is the newer one."""

    id: UUID
    account_id: UUID
    amount: int
    captured: int
    refunded: int
    currency: str
    status: Literal["processing", "authorized", "capturing", "captured", "declined"]
    decline_code: str | None
    version: int
    created_at: datetime


class Part(_Body):
    """An amount of a charge to capture or to refund."""

    amount: Amount


class Refund(BaseModel):
    """A refund as it is now."""

    id: UUID
    charge_id: UUID
    amount: int
    status: Literal["pending", "succeeded", "declined"]


class NewEndpoint(_Body):
    """Where the events of an account are sent."""

    account_id: UUID
    url: Annotated[str, Field(max_length=1000, pattern=_URL)]


class KnownEndpoint(BaseModel):
    """An endpoint without its secret, as an idempotency key remembers it."""

    id: UUID
    account_id: UUID
    url: str


class Endpoint(KnownEndpoint):
    """secret: for Standard Webhooks, told only here."""

    secret: str


class Delivery(BaseModel):
    """One event on its way to one endpoint."""

    id: UUID
    event_id: UUID
    state: Literal["pending", "delivered", "dead"]
    attempts: int
    due_at: datetime
    last_error: str | None


class Replayed(BaseModel):
    """replayed: deliveries that are on their way again; more: whether dead ones are
    left, so that the request is to be repeated."""

    replayed: int
    more: bool


class Break(BaseModel):
    """reference: the operation, or what the processor wrote instead; ours and theirs:
    amounts, where there is one."""

    reference: str
    class_: Annotated[
        Literal[
            "amount_differs", "currency_differs", "kind_differs", "settled_twice",
            "not_settled", "outcome_unknown", "not_in_ledger",
        ],  # fmt: skip
        Field(alias="class"),
    ]
    ours: int | None
    theirs: int | None


class Reconciliation(BaseModel):
    """matched: operations whose settlement line agrees; breaks: at most a thousand."""

    id: UUID
    state: Literal["pending", "done"]
    matched: int
    breaks: list[Break]
    created_at: datetime
