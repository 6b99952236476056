# needs: postgresql
# timeout: 180
"""Fifteen processes killed at random moments, and every connection cut now and then."""

import asyncio
from collections import Counter

from chaos.storm import Storm

KILLS = 15


async def main() -> None:
    storm = Storm(KILLS, charges=4, pause=0.2, seed=7)
    wrong = await storm.run()
    view, arrived, calls = (
        storm.view,
        storm.receiver.arrived,
        Counter(storm.book["calls"]),
    )
    print(f"processes killed: {KILLS}")
    print(f"connections cut in the middle: ≈ {sum(p.cuts for p in storm.proxies)}")
    print(f"charges wanted: ≈ {len(view.charges)}")
    print(f"requests that clients repeated: ≈ {view.repeated}")
    print(f"calls at the processor beyond the first: ≈ {calls.total() - len(calls)}")
    print(f"webhooks beyond the first: ≈ {arrived.total() - len(arrived)}")
    print(f"wrong signatures: {storm.receiver.wrong}")
    for what, count in wrong.items():
        print(f"{what}: {count}")
    assert not any(wrong.values()) and storm.receiver.wrong == 0


if __name__ == "__main__":
    asyncio.run(main())
