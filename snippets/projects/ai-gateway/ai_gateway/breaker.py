"""Says no before a call is made: a provider that is down, and retries without end."""

import time
from collections.abc import Callable

Clock = Callable[[], float]


# --8<-- [start:breaker]
class Breaker:
    """Opens after `failures` in a row; after `seconds` lets one call try."""

    def __init__(
        self, failures: int, seconds: float, clock: Clock = time.monotonic
    ) -> None:
        self.failures, self.seconds, self.clock = failures, seconds, clock
        self.row, self.closed_from, self.not_before = 0, 0.0, 0.0

    def allows(self) -> bool:
        """Tell whether a call may go out now."""
        return self.wait() == 0

    def begin(self) -> None:
        """A call goes out; while open it is the one that tries, and others wait."""
        if self.row >= self.failures:
            self.closed_from = self.clock() + self.seconds

    def succeeded(self) -> None:
        """Close."""
        self.row, self.closed_from = 0, 0.0

    def failed(self) -> None:
        """Count; open when there are enough in a row."""
        self.row += 1
        if self.row >= self.failures:
            self.closed_from = self.clock() + self.seconds

    def told_to_wait(self, seconds: float) -> None:
        """Send nothing for `seconds`: the provider said 429 or Retry-After."""
        self.not_before = max(self.not_before, self.clock() + seconds)

    def wait(self) -> float:
        """Return after how many seconds a call may go out again."""
        return max(0.0, max(self.not_before, self.closed_from) - self.clock())


# --8<-- [end:breaker]
# --8<-- [start:budget]
class Budget:
    """Retries may be `percent` of the requests, plus `reserve` to begin with."""

    def __init__(self, reserve: int, percent: int) -> None:
        self.most, self.percent = reserve * 100, percent
        self.balance = self.most

    def deposit(self) -> None:
        """A request came."""
        self.balance = min(self.most, self.balance + self.percent)

    def withdraw(self) -> bool:
        """Take one retry; False when the budget is used up."""
        if self.balance < 100:
            return False
        self.balance -= 100
        return True


# --8<-- [end:budget]
