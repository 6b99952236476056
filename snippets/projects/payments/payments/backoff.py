"""How long to wait before the next try."""

import random


# --8<-- [start:delay]
def delay(attempt: int, base: float, most: float) -> float:
    """Return seconds to wait after try number `attempt` (1, 2, ...): doubled each time
    up to `most`, and of that between a half and the whole, by chance."""
    whole = min(most, base * 2 ** min(attempt - 1, 60))
    return whole * random.uniform(0.5, 1)
# --8<-- [end:delay]
