"""Accepts one reviewed section: python -m macros.languages page#id."""

import sys

from macros import load
from macros.languages import lock, pairs
from macros.site import MacroError

if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1]:
        sys.exit("name one section: make accept SECTION=topics/data#locks")
    try:
        print(lock.accept(sys.argv[1], pairs.of_pages(load.pages())))
    except MacroError as error:
        sys.exit(str(error))
