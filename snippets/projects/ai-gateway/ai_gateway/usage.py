"""What an answer used and what that costs: integers, from figures that can be."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from ai_gateway.documents import MOST_TOKENS, Model, Price


@dataclass(frozen=True)
class Usage:
    """Tokens; estimated where the provider said nothing that can be true."""

    prompt: int
    completion: int
    estimated: bool = False

    @property
    def total(self) -> int:
        """Both together."""
        return self.prompt + self.completion

    def shown(self) -> dict:
        """Return OpenAI's usage object."""
        parts = {"prompt_tokens": self.prompt, "completion_tokens": self.completion}
        return {**parts, "total_tokens": self.total}


# --8<-- [start:reported]
def reported(said: object, prompt_bytes: int, choices: int) -> Usage | None:
    """Return the provider's `usage`, or None where it cannot be true.

    A token is at least a byte of the prompt; images, tools and templates add at most
    MOST_TOKENS, and nobody can ask for more than that in one choice. More than was
    asked for is believed: it is on the invoice.
    """
    try:
        prompt, completion = said["prompt_tokens"], said["completion_tokens"]
        total = said.get("total_tokens", prompt + completion)
    except (KeyError, TypeError, AttributeError):
        return None
    if any(type(n) is not int for n in (prompt, completion, total)):
        return None
    fits = 0 < prompt <= prompt_bytes + MOST_TOKENS
    fits = fits and 0 <= completion <= choices * MOST_TOKENS
    return Usage(prompt, completion) if fits and total == prompt + completion else None


# --8<-- [end:reported]
# --8<-- [start:cost]
def price_on(model: Model, day: date) -> Price:
    """Return the price of that day; before the first one, the first."""
    prices = sorted(model.prices, key=lambda price: price.since)
    return next((p for p in reversed(prices) if p.since <= day), prices[0])


def picodollars(usage: Usage, price: Price) -> int:
    """Return the exact cost: micro-dollars per million tokens are pico-dollars for a
    token."""
    return usage.prompt * price.prompt + usage.completion * price.completion


# --8<-- [end:cost]
def ledger_row(
    identity: str,
    key: str,
    model: str,
    provider: str,
    outcome: str,
    usage: Usage,
    price: Price,
) -> dict:
    """Return a row of the ledger, as JSON can hold it."""
    return {
        "id": identity,
        "key_id": key,
        "model": model,
        "provider": provider,
        "outcome": outcome,
        "at": datetime.now(UTC).isoformat(),
        "prompt_tokens": usage.prompt,
        "completion_tokens": usage.completion,
        "estimated": usage.estimated,
        "price_since": price.since.isoformat(),
        "cost_picodollars": picodollars(usage, price),
    }
