"""Takes out of a text what must not be written: secrets, addresses, card numbers."""

import re

# --8<-- [start:rules]
_SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)"
    r"|\b(?:sk|pk|rk)[-_][A-Za-z0-9_-]{16,}"
    r"|\bgh[pousr]_[A-Za-z0-9]{30,}"
    r"|\bAKIA[0-9A-Z]{16}\b"
    r"|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+"
    r"|(?i:\bbearer\s+)[\w.~+/-]{16,}=*"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_DIGITS = re.compile(r"(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d])")


def is_card(text: str) -> bool:
    """Tell whether the digits of `text` satisfy the Luhn check of card numbers."""
    digits = [int(d) for d in reversed(text) if d.isdigit()]
    doubled = (d * 2 - 9 if d > 4 else d * 2 for d in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def redacted(text: str) -> str:
    """Return `text` with secrets, e-mail addresses and card numbers replaced."""
    text = _EMAIL.sub("[email]", _SECRETS.sub("[secret]", text))
    return _DIGITS.sub(lambda m: "[card]" if is_card(m[0]) else m[0], text)


# --8<-- [end:rules]
def redacted_all(value: object) -> object:
    """Return a JSON value with every string in it redacted."""
    match value:
        case str():
            return redacted(value)
        case list():
            return [redacted_all(item) for item in value]
        case dict():
            return {name: redacted_all(item) for name, item in value.items()}
    return value
