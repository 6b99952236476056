"""Clients that insist: each request is repeated with its key until it is answered."""

import asyncio
import random
import uuid
from dataclasses import dataclass, field

import httpx

PATIENCE_SECONDS = 0.1
UNDER_WAY = ("processing", "capturing")


@dataclass
class View:
    """What the clients know: amounts by the id of a charge or of a refund."""

    charges: dict[str, int] = field(default_factory=dict)
    captured: dict[str, int] = field(default_factory=dict)
    refunds: dict[str, int] = field(default_factory=dict)
    repeated: int = 0
    two_answers: int = 0


class Shopper:
    """Buys until `closed`, and gives some of it back."""

    def __init__(self, url: str, account: str, view: View, rng: random.Random) -> None:
        self.client = httpx.AsyncClient(base_url=url, timeout=3)
        self.account, self.view, self.rng = account, view, rng

    # --8<-- [start:insist]
    async def insist(self, path: str, body: dict, again: float = 0.1) -> dict:
        """POST with one key until the answer is 2xx, and with the chance `again` once
        more."""
        key, first = uuid.UUID(int=self.rng.getrandbits(128)).hex, None
        head = {"Idempotency-Key": key}
        while True:
            try:
                answer = await self.client.post(path, json=body, headers=head)
                if answer.is_success:
                    if first and first != answer.content:
                        self.view.two_answers += 1
                    if first or self.rng.random() >= again:
                        return answer.json()
                    first = answer.content
                elif answer.status_code not in (409, 500, 503):
                    raise RuntimeError(answer.text)
            except httpx.HTTPError:
                pass  # cut, refused, too late: nobody knows, so again with the same key
            self.view.repeated += 1
            await asyncio.sleep(self.rng.uniform(0, PATIENCE_SECONDS))
    # --8<-- [end:insist]

    async def done(self, charge: str) -> dict:
        """Wait until a charge is not under way."""
        while True:
            try:
                path = f"/v1/charges/{charge}"
                found = await self.client.get(path, params={"wait_seconds": 1})
                if found.is_success and found.json()["status"] not in UNDER_WAY:
                    return found.json()
            except httpx.HTTPError:
                pass
            await asyncio.sleep(self.rng.uniform(0, PATIENCE_SECONDS))

    async def buy(self) -> None:
        """Charge a card; capture by hand and give back now and then."""
        amount, manual = self.rng.randint(100, 9999), self.rng.random() < 0.3
        body = {"account_id": self.account, "amount": amount, "currency": "EUR"}
        body |= {"card": "tok_visa", "capture": "manual" if manual else "automatic"}
        charge = (await self.insist("/v1/charges", body))["id"]
        self.view.charges[charge] = amount
        await self.done(charge)
        if manual:
            await self.insist(f"/v1/charges/{charge}/captures", {"amount": amount})
            await self.done(charge)
        self.view.captured[charge] = amount
        if self.rng.random() < 0.3:
            back = self.rng.randint(1, amount)
            made = await self.insist(f"/v1/charges/{charge}/refunds", {"amount": back})
            self.view.refunds[made["id"]] = back

    async def shop(self, closed: asyncio.Event) -> None:
        """Buy until the shop is closed."""
        async with self.client:
            while not closed.is_set():
                await self.buy()
