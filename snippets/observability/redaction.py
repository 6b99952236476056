import contextlib
import io
import json
import logging
import re
import traceback
from urllib.parse import quote

TOKEN, CARD, MAIL = "tok-9f8e7d6c", "4111 1111 1111 1111", "mia@example.org"
SECRETS = [TOKEN, quote(TOKEN), CARD, "4111111111111111", MAIL, "hunter2"]
STANDARD = vars(logging.makeLogRecord({})).keys()

# --8<-- [start:filters]
NAMES = re.compile(r"pass|secret|token|authorization|cookie|card|email", re.I)
SHAPES = [
    (re.compile(r"\b(?:\d[ -]?){12,18}\d\b"), "[card]"),
    (re.compile(r"[\w.+-]+@[\w-]+\.\w+"), "[email]"),
    (re.compile(r"(?i)(bearer |token=|://[^:/\s]+:)[^\s&@\x22]+"), r"\1[secret]"),
]
ALLOWED = {"event", "order", "status", "route", "duration_ms", "error"}  # (1)!


def by_name(fields, text):
    """A list of forbidden keys, at the top level, as most are written."""
    return {k: "[secret]" if NAMES.search(k) else v for k, v in fields.items()}, text


def by_shape(fields, text):
    """The same, and patterns over the finished line."""
    line = json.dumps(by_name(fields, text), default=repr)
    for shape, instead in SHAPES:
        line = shape.sub(instead, line)
    return json.loads(line)


def allow_list(fields, text):
    """Known keys with plain values; the message only as its template."""
    kept = {k: v for k, v in fields.items() if k in ALLOWED}
    return {k: v for k, v in kept.items() if isinstance(v, int | float | str)}, ""
# --8<-- [end:filters]


class Formatter(logging.Formatter):
    def __init__(self, redact):
        super().__init__()
        self.redact = redact

    def format(self, record):
        fields = {k: v for k, v in vars(record).items() if k not in STANDARD}
        text = record.getMessage()
        if record.exc_info:
            text += "".join(traceback.format_exception(*record.exc_info))
            fields["error"] = record.exc_info[0].__name__  # the type, not the message
        fields, text = self.redact(fields, text)
        return json.dumps([text or record.msg, fields], default=repr)


def raised(log):
    try:
        int(TOKEN)  # the message quotes its argument
    except ValueError:
        log.exception("no number")


class Customer:
    def __repr__(self):
        return f"Customer({MAIL!r})"


ATTEMPTS = {
    "field named password": lambda g: g.info("x", extra={"password": "hunter2"}),
    "nested in a body": lambda g: g.info("x", extra={"body": {"password": "hunter2"}}),
    "field with a harmless name": lambda g: g.info("x", extra={"note": TOKEN}),
    "card with spaces": lambda g: g.info("paid with %s", CARD),
    "e-mail in the repr of an object": lambda g: g.info("x", extra={"who": Customer()}),
    "token in a URL": lambda g: g.info("GET /reset?token=%s", TOKEN),
    "password in a connection URL": lambda g: g.info("postgres://a:hunter2@db/x"),
    "message of an exception": raised,
    "token cut out of a header": lambda g: g.info("sent %s", f"X-Key {TOKEN}"),
    "arguments that do not fit": lambda g: g.info("took %d ms", TOKEN),
    "f-string instead of arguments": lambda g: g.info(f"user {MAIL} token {TOKEN}"),
}
FILTERS = {"keys": by_name, "shapes": by_shape, "allow list": allow_list}
print(f"{'attempt':34}" + "".join(f"{name:>12}" for name in FILTERS))
leaked = dict.fromkeys(FILTERS, 0)
for attempt, log_it in ATTEMPTS.items():
    row = f"{attempt:34}"
    for name, redact in FILTERS.items():
        handler = logging.StreamHandler(io.StringIO())
        handler.setFormatter(Formatter(redact))
        logger = logging.Logger("x")
        logger.addHandler(handler)
        with contextlib.redirect_stderr(handler.stream):  # where logging complains
            log_it(logger)
        leaks = any(secret in handler.stream.getvalue() for secret in SECRETS)
        leaked[name] += leaks
        row += f"{'LEAKED' if leaks else 'held':>12}"
    print(row)
for name, count in leaked.items():
    print(f"leaked through {name}: {count}/{len(ATTEMPTS)}")
assert leaked["keys"] > leaked["shapes"] > leaked["allow list"] > 0
