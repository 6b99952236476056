"""The command behind `make run` and `make record`: python -m snippets run|record [NAME]"""

import os
import signal
import sys
from collections.abc import Iterable

from snippets.runner import record
from snippets.runner.catalog import FOLDER, Snippet, SnippetError, discover, no_such
from snippets.runner.commands import ToolchainMissing
from snippets.runner.execute import SnippetFailed, run
from snippets.services import ServiceError, Services

USAGE = "usage: python -m snippets run NAME | record [NAME]   (NAME: caching/stampede)"
ONE = "name one snippet or folder: make {} SNIPPET=caching/stampede"


def path_under_snippets(name: str) -> str:
    """Return what `name` means: a path from here, from the top of the file system, or
    from snippets/, which is "." itself."""
    path = os.path.normpath(name)
    if os.path.isabs(path) or path.split(os.sep)[0] in ("snippets", ".."):
        path = os.path.relpath(os.path.realpath(path), FOLDER)
    return path.removesuffix(".out")


def chosen(snippets: Iterable[Snippet], wanted: str) -> list[Snippet]:
    """Return the snippets that a path under snippets/ means, with or without its ending,
    or all of a folder. Exits with near names when there is none."""
    found = [
        s for s in snippets
        if wanted in (".", s.name, s.name + s.path.suffix)
        or s.name.startswith(wanted + "/")
    ]  # fmt: skip
    if not found:
        sys.exit(no_such(wanted, snippets))
    return found


def show(snippet: Snippet, services: Services) -> None:
    """Run one snippet and print what it prints."""
    result = run(snippet, services)
    print(f"# {result.ran_on}\n{result.output}", end="", flush=True)


def record_anew(snippet: Snippet, services: Services) -> None:
    """Run one snippet and write its output; leave the file alone where nothing but
    measurements changed."""
    result = run(snippet, services)
    try:
        changed = record.difference(record.load(snippet), result)
    except record.NotRecorded:
        changed = "new"
    if changed:
        record.save(snippet, result)
    print(
        f"{'recorded' if changed else 'the same'}  {record.target(snippet)}", flush=True
    )


def main(arguments: list[str]) -> None:
    """Run or record what the arguments name; exit 1 when any snippet failed."""
    actions = {"run": show, "record": record_anew}
    if not arguments or arguments[0] not in actions:
        sys.exit(USAGE)
    action, *names = arguments
    wanted = path_under_snippets(names[0]) if names else "."
    if len(names) > 1 or (action == "run" and wanted == "."):
        got = f", not {' '.join(names)}" if len(names) > 1 else "; `make test` runs all"
        sys.exit(ONE.format(action) + got)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    failures = 0
    try:
        snippets = chosen(discover(), wanted)
        with Services() as services:
            for snippet in snippets:
                try:
                    actions[action](snippet, services)
                except (SnippetFailed, ServiceError, ToolchainMissing) as error:
                    failures += 1
                    print(
                        f"failed    {record.target(snippet)}\n{error}", file=sys.stderr
                    )
    except SnippetError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("stopped")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
