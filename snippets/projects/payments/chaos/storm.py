"""Load, kills and cut connections for a while; then the audit."""

import asyncio
import os
import random
import tempfile
import time
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg

from chaos.audit import WAITING, audit
from chaos.fleet import Fleet
from chaos.proxy import Faults, Proxy
from chaos.receiver import Receiver
from chaos.shoppers import Shopper, View
from snippets.services.process import free_port

REPLICAS, SHOPPERS, DRAIN_SECONDS = 3, 6, 120
# Chances for each chunk: client to API, to PostgreSQL, to processor, to receiver.
CUTS, DELAYS = (0.02, 0.002, 0.04, 0.04), 0.05
SETTINGS = {
    "WEBHOOK_NETWORKS": "127.0.0.0/8", "WEBHOOK_SECONDS": "1",
    "WEBHOOK_ATTEMPTS": "100", "PROCESSOR_SECONDS": "1", "BACKOFF_SECONDS": "0.1",
    "BACKOFF_MOST_SECONDS": "2", "LEASE_SECONDS": "3", "SETTLEMENT_SECONDS": "0",
    "POOL_SIZE": "5",
}  # fmt: skip


class Storm:
    """Three APIs and three workers, a faulty proxy on each way, six shoppers."""

    def __init__(
        self, kills: int, charges: int, wait: float, pause: float, seed: int
    ) -> None:
        """Between two kills: `charges` charges, awaited for `wait` seconds at most,
        then `pause` seconds on average."""
        self.kills, self.charges, self.wait, self.pause = kills, charges, wait, pause
        self.rng = random.Random(seed)
        self.database = os.environ["DATABASE_URL"]
        self.view, self.receiver = View(), Receiver()
        self.faults = [Faults() for _ in CUTS]

    async def run(self) -> dict[str, int]:
        """Return what must not be, by name, after all kills."""
        with tempfile.TemporaryDirectory() as log:
            await self._open(Path(log))
            try:
                return await self._storm()
            finally:
                self.fleet.stop()

    # --8<-- [start:storm]
    async def _storm(self) -> dict[str, int]:
        shoppers = [
            Shopper(self.api, self.account, self.view, random.Random(number))
            for number in range(SHOPPERS)
        ]
        for faults, chance in zip(self.faults, CUTS, strict=True):
            faults.cut, faults.delay = chance, DELAYS
        closed = asyncio.Event()
        shops = [asyncio.create_task(shopper.shop(closed)) for shopper in shoppers]
        for _ in range(self.kills):
            await self._progress()
            await asyncio.sleep(self.rng.uniform(0, 2 * self.pause))
            name = self.rng.choice(sorted(self.replicas))
            self.fleet.kill(name)
            self.fleet.start(name, **self.replicas[name])
        closed.set()
        for faults in self.faults:
            faults.cut = faults.delay = 0.0
        await asyncio.wait_for(asyncio.gather(*shops), DRAIN_SECONDS)
        with psycopg.connect(self.database, autocommit=True) as db:
            while db.execute(WAITING).fetchone()[0]:
                await asyncio.sleep(0.2)
            async with httpx.AsyncClient() as client:
                self.book = (await client.get(f"{self.processor}/book")).json()
            return audit(db, self.view, self.book, self.receiver.arrived)
    # --8<-- [end:storm]

    async def _progress(self) -> None:
        """Let the shoppers come some way between two kills."""
        goal = len(self.view.captured) + self.charges
        end = time.monotonic() + self.wait
        while len(self.view.captured) < goal and time.monotonic() < end:
            await asyncio.sleep(0.02)

    async def _open(self, log: Path) -> None:
        database, emulator = urlsplit(self.database), free_port()
        ports = cycle([free_port() for _ in range(REPLICAS)])
        await self.receiver.start()
        fixed = (database.port, emulator, self.receiver.port)
        targets = [ports.__next__, *(lambda port=port: port for port in fixed)]
        self.proxies = [
            await Proxy(target, faults, random.Random(number)).start()
            for number, (target, faults) in enumerate(
                zip(targets, self.faults, strict=True)
            )
        ]
        api, server, processor, hook = (proxy.port for proxy in self.proxies)
        self.api = f"http://127.0.0.1:{api}"
        self.processor = f"http://127.0.0.1:{emulator}"
        place = database.netloc.replace(f":{database.port}", f":{server}")
        self.fleet = Fleet(
            SETTINGS | {
                "DATABASE_URL": database._replace(netloc=place).geturl(),
                "PROCESSOR_URL": f"http://127.0.0.1:{processor}",
            },
            log,
        )  # fmt: skip
        self.fleet.start("processor", "emulator.server", EMULATOR_PORT=str(emulator))
        self.replicas = {}
        for number in range(REPLICAS):
            listening = {"module": "payments.__main__", "PORT": str(next(ports))}
            self.replicas[f"api-{number}"] = listening
            self.replicas[f"worker-{number}"] = {"module": "payments.worker"}
        for name, said in self.replicas.items():
            self.fleet.start(name, **said)
        clerk = Shopper(self.api, "", self.view, random.Random(99))
        # Both only once a storm, so always repeated: chance would hardly do it.
        body = {"name": "Shop", "currency": "EUR"}
        shop = await clerk.insist("/v1/accounts", body, again=1)
        self.account = shop["id"]
        body = {"account_id": self.account, "url": f"http://127.0.0.1:{hook}/"}
        endpoint = await clerk.insist("/v1/webhook-endpoints", body, again=1)
        self.receiver.trust(endpoint["secret"])
        await clerk.client.aclose()
