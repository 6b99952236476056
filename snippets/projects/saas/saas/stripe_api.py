"""The four calls to Stripe that this service makes, and the check of its signatures."""

import hashlib
import hmac
from uuid import UUID

import httpx

from saas.settings import SaasSettings

API_VERSION = "2026-10-28.endive"  # pinned: what is read below has this version's shape
SECONDS = 4.0
TOLERANCE = 300


class StripeDown(Exception):
    """Stripe did not answer in time, or with an error; the message says which."""


# --8<-- [start:signature]
def genuine(payload: bytes, header: str, secrets: tuple[str, ...], now: float) -> bool:
    """Tell whether one of `secrets` signed `payload` in the last five minutes.

    `header` is `t=<seconds>,v1=<hex>[,v1=...]`. What is signed is the time, a dot and the
    bytes as they came: parsing and writing them again would change them.
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


class Stripe:
    """A client with a time limit. Each call raises StripeDown."""

    def __init__(self, settings: SaasSettings) -> None:
        self._price, self._base = settings.stripe_price, settings.base
        key = settings.stripe_key.get_secret_value()
        self._http = httpx.AsyncClient(
            base_url=str(settings.stripe_url),
            timeout=SECONDS,
            headers={"Authorization": f"Bearer {key}", "Stripe-Version": API_VERSION},
        )

    async def close(self) -> None:
        """Close its connections."""
        await self._http.aclose()

    async def customer(self, org: UUID, email: str) -> str:
        """Return the id of the customer of `org`. Asked twice it is the same one: the key
        is the organization's."""
        form = {"email": email, "metadata[org]": str(org)}
        return (await self._post("customers", form, f"customer-{org}"))["id"]

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
        return (await self._post("checkout/sessions", form))["url"]

    async def portal(self, org: UUID, customer: str) -> str:
        """Return the address of a page at Stripe to change card or cancel."""
        form = {"customer": customer, "return_url": f"{self._base}/orgs/{org}"}
        return (await self._post("billing_portal/sessions", form))["url"]

    async def subscriptions(self, customer: str) -> list[dict]:
        """Return all subscriptions of a customer, newest first, the ended ones too."""
        query = {"customer": customer, "status": "all", "limit": "100"}
        return (await self._call("GET", "subscriptions", params=query))["data"]

    async def _post(self, path: str, form: dict, key: str | None = None) -> dict:
        headers = {"Idempotency-Key": key} if key else {}
        return await self._call("POST", path, data=form, headers=headers)

    async def _call(self, method: str, path: str, **how: object) -> dict:
        try:
            answer = await self._http.request(method, f"/v1/{path}", **how)
            answer.raise_for_status()
            return answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise StripeDown(f"{method} {path}: {type(error).__name__}") from error
