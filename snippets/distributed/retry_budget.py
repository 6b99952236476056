"""Three tries for each request, or a budget for all requests together: a model."""

import random
from dataclasses import dataclass


# --8<-- [start:budget]
@dataclass
class Budget:
    """gRPC's retry throttling: a failure costs 1, a success earns `ratio` back."""

    most: float = 10
    ratio: float = 0.1

    def __post_init__(self) -> None:
        self.tokens = self.most

    def note(self, success: bool) -> None:
        change = self.ratio if success else -1
        self.tokens = min(self.most, max(0, self.tokens + change))

    def allows_retry(self) -> bool:
        return self.tokens > self.most / 2  # (1)!


def run(failing: float, budget: Budget | None, requests: int = 10_000, tries: int = 3):
    """Return calls for each request, and the share of requests that failed."""
    chance, calls, failed = random.Random(5), 0, 0
    for _ in range(requests):
        for attempt in range(tries):
            calls += 1
            success = chance.random() >= failing
            if budget:
                budget.note(success)
            if success or (budget and not budget.allows_retry()):
                break
        failed += not success
    return calls / requests, failed / requests
# --8<-- [end:budget]


if __name__ == "__main__":
    print(f"{'calls fail':>10}  {'3 tries: calls':>14}  {'failed':>6}  "
          f"{'budget: calls':>13}  {'failed':>6}")
    for failing in (0.01, 0.05, 0.1, 0.5, 1.0):
        fixed, lost = run(failing, None)
        thrifty, refused = run(failing, Budget())
        print(f"{failing:>10.0%}  {fixed:14.2f}  {lost:>6.1%}  "
              f"{thrifty:13.2f}  {refused:>6.1%}")
    assert fixed == 3 and thrifty < 1.01
    assert abs(run(0.01, Budget())[0] - run(0.01, None)[0]) < 0.005
