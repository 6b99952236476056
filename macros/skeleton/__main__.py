"""Writes a new page: python -m macros.skeleton topics/feature-flags."""

import datetime
import sys

from macros.site import MacroError
from macros.skeleton import create
from snippets.runner.catalog import shown

if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1]:
        sys.exit("name one page: make page NAME=topics/feature-flags")
    try:
        files = create(sys.argv[1], datetime.date.today())
    except MacroError as error:
        sys.exit(str(error))
    print("\n".join(f"written  {shown(path)}" for path in files))
    print("Write what stands behind each `WRITE:`; `make check` lists what is left.")
