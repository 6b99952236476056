"""The four calls to Stripe that this service makes, and the check of its signatures."""

import asyncio
import hashlib
import hmac
from typing import TypeVar
from uuid import UUID

import httpx
from pydantic import BaseModel

from saas.settings import SaasSettings

API_VERSION = "2026-10-28.endive"  # pinned: what is read below has this version's shape
SECONDS = 4.0  # of a whole call; below idle_in_transaction_session_timeout
TOLERANCE = 300


class StripeFailed(Exception):
    """No answer in time, an error, or what is no answer; the message says which.

    `code` is "stripe_refused" for a 4xx, which the same call would get again, and
    "stripe_down" for 429 and the rest, which pass.
    """

    def __init__(self, call: str, error: Exception) -> None:
        answer = getattr(error, "response", None)
        status = answer.status_code if answer is not None else 0
        super().__init__(f"{call}: {status or type(error).__name__}")
        refused = 400 <= status < 500 and status != httpx.codes.TOO_MANY_REQUESTS
        self.code = "stripe_refused" if refused else "stripe_down"


class _Made(BaseModel):
    id: str


class _Page(BaseModel):
    url: str


class _Item(BaseModel):
    current_period_end: int  # here, not on the subscription, since 2025-03-31


class _Items(BaseModel):
    data: list[_Item]


class Subscription(BaseModel):
    """What is read of a subscription; times are Unix seconds."""

    id: str
    status: str
    created: int
    cancel_at_period_end: bool
    items: _Items

    @property
    def ends(self) -> int | None:
        """When the period ends that was paid last."""
        return max((i.current_period_end for i in self.items.data), default=None)


class _Subscriptions(BaseModel):
    data: list[Subscription]


Shape = TypeVar("Shape", bound=BaseModel)


# --8<-- [start:signature]
def genuine(payload: bytes, header: str, secrets: tuple[str, ...], now: float) -> bool:
    """Tell whether one of `secrets` signed `payload` in the last five minutes.

    `header` is `t=<seconds>,v1=<hex>[,v1=...]`. What is signed is the time, a dot and
    the bytes as they came: parsing and writing them again would change them.
    """
    parts = [part.partition("=") for part in header.split(",")]
    times = [value for name, _, value in parts if name == "t" and value.isdecimal()]
    sent = [value.encode() for name, _, value in parts if name == "v1"]
    if len(times) != 1 or len(times[0]) > 12 or abs(now - int(times[0])) > TOLERANCE:
        return False
    signed = times[0].encode() + b"." + payload
    own = [hmac.new(s.encode(), signed, hashlib.sha256).hexdigest() for s in secrets]
    return any(hmac.compare_digest(o.encode(), s) for o in own for s in sent)
# --8<-- [end:signature]


# --8<-- [start:client]
class Stripe:
    """A client. Each call raises StripeFailed, after four seconds at the latest."""

    def __init__(self, settings: SaasSettings) -> None:
        self._price, self._base = settings.stripe_price, settings.base
        key = settings.stripe_key.get_secret_value()
        self._http = httpx.AsyncClient(
            base_url=str(settings.stripe_url),
            timeout=SECONDS,  # of each step: an answer in drops would pass it for ever
            headers={"Authorization": f"Bearer {key}", "Stripe-Version": API_VERSION},
        )

    async def _call(
        self, method: str, path: str, shape: type[Shape], **how: object
    ) -> Shape:
        try:
            async with asyncio.timeout(SECONDS):
                answer = await self._http.request(method, f"/v1/{path}", **how)
            answer.raise_for_status()
            return shape.model_validate_json(answer.content)
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            raise StripeFailed(f"{method} {path}", error) from error
# --8<-- [end:client]

    async def close(self) -> None:
        """Close its connections."""
        await self._http.aclose()

    async def customer(self, org: UUID, email: str) -> str:
        """Make a customer for `org` and return its id.

        Without an idempotency key: Stripe would answer with a first failure for a day,
        and refuse the key to a colleague with another address.
        """
        form = {"email": email, "metadata[org]": str(org)}
        return (await self._call("POST", "customers", _Made, data=form)).id

    async def checkout(self, org: UUID, customer: str) -> str:
        """Return the address of a page at Stripe where the customer subscribes."""
        form = {
            "mode": "subscription",
            "customer": customer,
            "client_reference_id": str(org),
            "line_items[0][price]": self._price,
            "line_items[0][quantity]": "1",
            "success_url": f"{self._base}/orgs/{org}?paid=1",
            "cancel_url": f"{self._base}/orgs/{org}",
        }
        return (await self._call("POST", "checkout/sessions", _Page, data=form)).url

    async def portal(self, org: UUID, customer: str) -> str:
        """Return the address of a page at Stripe to change card or cancel."""
        form = {"customer": customer, "return_url": f"{self._base}/orgs/{org}"}
        path = "billing_portal/sessions"
        return (await self._call("POST", path, _Page, data=form)).url

    async def subscriptions(self, customer: str) -> list[Subscription]:
        """Return a customer's newest hundred subscriptions, the ended ones too."""
        query = {"customer": customer, "status": "all", "limit": "100"}
        found = await self._call("GET", "subscriptions", _Subscriptions, params=query)
        return found.data
