"""Decides which snippets run in the page, from what they need and import, and why the
others do not. Their own word is the key `page` of their head."""

import ast
import functools
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from snippets.runner.catalog import Snippet

# What a page gives without being asked: it has no autovacuum.
GIVEN = {"autovacuum": "off"}
SERVERS = (
    "valkey", "nats", "kafka", "rabbitmq", "sqs", "prometheus", "chromium", "trace",
)  # fmt: skip
WITHOUT_RUNTIME = {
    "go": "toolchain", "rs": "toolchain", "java": "toolchain", "sh": "tools", "yml": "tools",
}  # fmt: skip
THREADS = {"threading", "_thread", "multiprocessing", "subprocess", "concurrent"}
NETWORK = {"socket", "socketserver", "ssl", "http", "selectors", "smtplib"}
# What asyncio does with threads, processes and sockets.
CALLS = {
    "to_thread": "threads", "run_in_executor": "threads",
    "create_subprocess_exec": "threads", "create_subprocess_shell": "threads",
    "start_server": "network", "open_connection": "network",
}  # fmt: skip
CONNECTS = {"connect", "AsyncConnection", "ConnectionPool"}


@dataclass(frozen=True)
class Place:
    """Where a snippet runs: `kind` is the runtime of the page, sql or python, or None;
    then `why` is a key elsewhere_<why> of words.yaml."""

    kind: str | None
    why: str | None = None


@functools.cache
def decide(snippet: Snippet) -> Place:
    """Return where `snippet` runs."""
    if snippet.page:
        return Place(None, snippet.page)
    why = _why(snippet)
    if why:
        return Place(None, why)
    return Place({"sql": "sql", "py": "python"}[snippet.language])


def _why(snippet: Snippet) -> str | None:
    if snippet.language in WITHOUT_RUNTIME:
        return WITHOUT_RUNTIME[snippet.language]
    others = [name for name in SERVERS if name in snippet.needs]
    if len(others) + ("postgresql" in snippet.needs) > 1:
        return "servers"
    if others:
        return others[0]
    options = snippet.needs.get("postgresql", {})
    for word in ("standby", "archive"):
        if word in options:
            return word
    if snippet.language == "py":
        return _why_python(snippet)
    asked = {name for name, value in options.items() if GIVEN.get(name) != value}
    return "settings" if asked else None


def _why_python(snippet: Snippet) -> str | None:
    tree = ast.parse(snippet.path.read_text(encoding="utf-8"))
    imported = set(_imports(tree))
    tops = {name.split(".")[0] for name in imported}
    if "postgresql" in snippet.needs:
        calls = sum(_called(node) in CONNECTS for node in ast.walk(tree))
        return "sessions" if calls > 1 or tops & {*THREADS, "asyncio"} else "server"
    if tops & THREADS:
        return "threads"
    if tops & NETWORK or "urllib.request" in imported:
        return "network"
    called = {_called(node) for node in ast.walk(tree)} & CALLS.keys()
    if called:
        return CALLS[min(called)]
    foreign = tops - sys.stdlib_module_names
    if any(snippet.path.with_name(f"{name}.py").exists() for name in foreign):
        return "beside"
    return "packages" if foreign else None


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def _called(node: ast.AST) -> str:
    """The last name of what is called, "" where `node` is no call."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))
