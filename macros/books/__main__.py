"""`make books`: builds the site, and of it an EPUB and a PDF of each language and a zip."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from macros.books import NAMES, archive, chapters, epub, pdf
from macros.site import LANGUAGES, ROOT, MacroError

FOLDER = ROOT / "books"
_BUILD = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir"]


def main() -> None:
    """Write every book to books/. Exits with the reason where one cannot be made."""
    FOLDER.mkdir(exist_ok=True)
    # Links that leave a book lead to the published site, where its address is given.
    home = os.environ.get("SITE_URL")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        if subprocess.run([*_BUILD, folder], cwd=ROOT).returncode:
            sys.exit("the site could not be built; `make build` says why")
        _say(NAMES["zip"], archive.write, site)
        for language in LANGUAGES:
            read = chapters.read(site, language)
            for kind, write in {"epub": epub.write, "pdf": pdf.write}.items():
                _say(NAMES[kind].format(language), write, language, read, home)


def _say(name: str, write, *given) -> None:
    write(FOLDER / name, *given)
    megabytes = (FOLDER / name).stat().st_size / 1_000_000
    print(f"  books/{name} {megabytes:.1f} MB", flush=True)


if __name__ == "__main__":
    try:
        main()
    except MacroError as error:
        sys.exit(str(error))
