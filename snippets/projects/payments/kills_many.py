# needs: postgresql
# timeout: 900
# soak: 6
"""Many kills, as in the short run; afterwards everything is compared."""

import asyncio
from collections import Counter

from chaos.storm import Storm

KILLS = 300


async def main() -> None:
    storm = Storm(KILLS, charges=2, pause=0.1, seed=20261122)
    wrong = await storm.run()
    view, arrived, calls = (
        storm.view,
        storm.receiver.arrived,
        Counter(storm.book["calls"]),
    )
    print(f"processes killed: {KILLS}")
    print(f"connections cut in the middle: ≈ {sum(p.cuts for p in storm.proxies):,}")
    print(f"charges wanted: ≈ {len(view.charges):,}")
    print(f"refunds wanted: ≈ {len(view.refunds):,}")
    print(f"requests that clients repeated: ≈ {view.repeated:,}")
    print(f"calls at the processor beyond the first: ≈ {calls.total() - len(calls):,}")
    print(f"events: ≈ {len(arrived):,}")
    print(f"webhooks beyond the first: ≈ {arrived.total() - len(arrived):,}")
    print(f"wrong signatures: {storm.receiver.wrong}")
    for what, count in wrong.items():
        print(f"{what}: {count}")
    assert not any(wrong.values()) and storm.receiver.wrong == 0
    assert calls.total() > len(calls) and arrived.total() > len(arrived)


if __name__ == "__main__":
    asyncio.run(main())
