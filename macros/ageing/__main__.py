"""Prints what is due as Markdown: python -m macros.ageing due [--on DATE] [--into FILE]."""

import argparse
import datetime
import sys
from pathlib import Path

from macros.ageing import due
from macros.ageing.data import facts
from macros.site import MacroError


def main(arguments: list[str]) -> None:
    """Run the command. It never fails because something is due."""
    parser = argparse.ArgumentParser(prog="python -m macros.ageing")
    parser.add_argument("command", choices=["due"])
    parser.add_argument("--on", type=datetime.date.fromisoformat, metavar="DATE")
    parser.add_argument("--into", type=Path, metavar="FILE", help="write the list there")
    given = parser.parse_args(arguments)
    today = given.on or datetime.date.today()
    try:
        every = list(facts())
    except MacroError as error:
        sys.exit(str(error))
    listing = due.listing(every, today)
    if given.into:
        given.into.write_text(listing, encoding="utf-8")
    elif listing:
        print(listing)
    print(due.in_one_line(every, today))


if __name__ == "__main__":
    main(sys.argv[1:])
