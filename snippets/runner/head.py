"""Reads the head of a snippet: comment lines `key: value` in its own comment sign.

needs: postgresql, valkey(maxmemory=10mb)   systems, with options in brackets
timeout: 120                                seconds, 60 where it says nothing
memory: 4096                                MiB, 2048 where it says nothing
flags: -race                                for `go build`, `rustc` or `java`
page: no (extension)                        why it does not run in the page
soak: 15                                    minutes; run by `make soak` alone
with: interview/shop                        SQL that runs before it, in the same database
"""

import difflib
import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass

KEYS = ("needs", "timeout", "memory", "flags", "page", "soak", "with")
# Why a snippet that could run in the page does not: elsewhere_<reason> of words.yaml.
REASONS = ("extension", "long", "platform", "psql", "sessions", "time")
TAKE_FLAGS = (".go", ".rs", ".java")
# As far down as a line that looks like a key is taken for a mistaken head.
FIRST_LINES = 6
_NEED = re.compile(r"([a-z0-9]+)(?:\(([^()]*)\))?")
_NAME = re.compile(r"[a-z0-9-]+/[a-z0-9_]+")


class SnippetError(ValueError):
    """A snippet file is not as it must be; the message names file, line and remedy."""


@dataclass(frozen=True)
class System:
    """What may stand in the brackets: these words, and any setting=value or none."""

    words: tuple[str, ...] = ()
    settings: bool = False


SYSTEMS = {
    "postgresql": System(("archive", "own", "pgbouncer", "standby"), settings=True),
    "valkey": System(settings=True),
    "nats": System(),
    "kafka": System(("connect", "own", "three"), settings=True),
    "rabbitmq": System(("own",), settings=True),
    "flink": System(),
    "sqs": System(),
    "chromium": System(),
    "opentelemetry": System(settings=True),
    "prometheus": System(("alertmanager",), settings=True),
    "bugsink": System(settings=True),
    "trace": System(),
    "model": System(),
    "embedding": System(),
    "clickhouse": System(),
    "airflow": System(),
    "dagster": System(),
    "prefect": System(),
}


def read_head(file: str, lines: list[str], sign: str) -> tuple[dict, int]:
    """Return what the head says by its keys, and how many lines it takes.

    `file` is the path as a message names it. Raises SnippetError for a value that cannot
    be, and for a line among the first that was probably meant as a key.
    """
    head: dict = {}
    count = 0
    for number, line in enumerate(lines, 1):
        match = re.fullmatch(rf"{re.escape(sign)} ([a-z]+): (\S.*)", line)
        if not match or match[1] not in KEYS:
            break
        key, value = match.groups()
        if key == "needs":
            head[key] = _needs(f"{file}:{number}", value)
        elif key == "page":
            head[key] = _reason(f"{file}:{number}", value)
        elif key == "with":
            head["first"] = _first(file, number, value)
        elif key == "flags":
            head[key] = _flags(file, number, value)
        elif value.isdigit():
            head[key] = int(value)
        else:
            raise SnippetError(f"{file}:{number}: {key} must be a whole number")
        count = number
    _no_near_miss(file, lines[:FIRST_LINES], sign, count)
    return head, count


def _no_near_miss(file: str, lines: list[str], sign: str, read: int) -> None:
    for number, line in enumerate(lines[read:], read + 1):
        match = re.match(rf"\s*{re.escape(sign)}\s*([\w-]+)\s*:\s*(.*)", line)
        key = (
            difflib.get_close_matches(match[1].lower(), KEYS, 1, 0.75) if match else []
        )
        if key:
            raise SnippetError(
                f"{file}:{number}: {line.strip()!r} is not read as a key; write "
                f"`{sign} {key[0]}: {match[2]}` above every other line"
            )


def _reason(where: str, value: str) -> str:
    match = re.fullmatch(r"no \((\w+)\)", value)
    if not match or match[1] not in REASONS:
        known = " or ".join(f"no ({reason})" for reason in REASONS)
        raise SnippetError(f"{where}: page: {value!r} is not known; write {known}")
    return match[1]


def _first(file: str, number: int, value: str) -> str:
    if not file.endswith(".sql"):
        raise SnippetError(f"{file}:{number}: only .sql takes `with`")
    if not _NAME.fullmatch(value):
        problem = "write the name of one snippet, `with: interview/shop`"
        raise SnippetError(f"{file}:{number}: with: {value!r} is none; {problem}")
    return value


def _flags(file: str, number: int, value: str) -> tuple[str, ...]:
    if not file.endswith(TAKE_FLAGS):
        raise SnippetError(f"{file}:{number}: only {', '.join(TAKE_FLAGS)} take flags")
    return tuple(shlex.split(value))


def parse_needs(systems: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return what Services.provide takes, from `postgresql`, `valkey(maxmemory=10mb)` and
    the like. Raises SnippetError for a system or option that there is not."""
    return _needs("needs", ", ".join(systems)) if systems else {}


def _needs(where: str, value: str) -> dict[str, dict[str, str]]:
    needs = {}
    for part in re.split(r",\s*(?![^()]*\))", value):
        match = _NEED.fullmatch(part)
        if not match:
            raise SnippetError(
                f"{where}: {part!r} is not a system; write "
                "`needs: postgresql, valkey(maxmemory=10mb)`"
            )
        name, inside = match.groups()
        if name not in SYSTEMS:
            raise SnippetError(f"{where}: there is no system {name!r}; {_known(name)}")
        needs[name] = dict(_options(where, name, inside or ""))
    return needs


def _known(name: str) -> str:
    near = difflib.get_close_matches(name, SYSTEMS, 1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(SYSTEMS)}"


def _options(where: str, name: str, inside: str) -> list[tuple[str, str]]:
    system, found = SYSTEMS[name], []
    for option in filter(None, (part.strip() for part in inside.split(","))):
        key, is_setting, setting = option.partition("=")
        if not (system.settings if is_setting else key in system.words):
            known = [*system.words, *(["any setting=value"] if system.settings else [])]
            takes = f"it takes {', '.join(known)}" if known else "it takes none"
            raise SnippetError(f"{where}: {name} has no option {option!r}; {takes}")
        found.append((key, setting))
    return found
