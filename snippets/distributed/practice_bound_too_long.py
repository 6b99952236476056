"""A bounded queue whose bound is longer than the callers' patience."""

import asyncio

from snippets.distributed.overload import PATIENCE, SERVICE, Bounded, Unbounded, measure


class FortyMayWait(Unbounded):
    def admit(self, job) -> bool:
        return len(self.waiting) < 40 and super().admit(job)


async def main() -> None:
    print(f"callers wait {PATIENCE} s; 40 places are {40 * SERVICE:.1f} s of work")
    queues = Bounded(), FortyMayWait()
    late = []
    for queue, (good, _) in zip(queues, await asyncio.gather(*map(measure, queues))):
        late.append(sum(good[6:10]))
        print(f"{type(queue).__name__}, in time in the last 2 s: ≈ {late[-1]} of 150")
    assert late[0] > 20 + late[1] and late[1] < 20


asyncio.run(main())
