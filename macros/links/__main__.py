"""Tries the outside links of the pages: python -m macros.links [--into FILE]."""

import argparse
from pathlib import Path

from macros import load
from macros.links import outside, report
from macros.links.ask import KINDS, ask_all


def main() -> None:
    """Run the command. It never fails because of a link."""
    parser = argparse.ArgumentParser(prog="python -m macros.links")
    parser.add_argument("--into", type=Path, metavar="FILE", help="write the report there")
    given = parser.parse_args()
    places = outside(load.pages())
    answers = ask_all(places)
    text = report(answers, places)
    if given.into:
        given.into.write_text(text, encoding="utf-8")
    else:
        print(text)
    counts = {kind: sum(answer.kind == kind for answer in answers) for kind in KINDS}
    print(f"{len(answers)} links: {', '.join(f'{n} {kind}' for kind, n in counts.items())}")


if __name__ == "__main__":
    main()
