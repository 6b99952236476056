"""Writes a new page to be filled in, in both languages.

What is still to be written stands behind a mark, which no check lets pass.
"""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from macros import templating
from macros.bank.read import LEVELS
from macros.load import Page, without_fences
from macros.site import LANGUAGES, ROOT, MacroError, Site

ENDINGS = dict(zip(LANGUAGES, (".md", ".ja.md"), strict=True))
_NAME = re.compile(r"(topics|deep-dives)/[a-z0-9]+(-[a-z0-9]+)*")
MARK = re.compile(r"WRITE: ([^|\n]*[^|\s\"])")


def unwritten(page: Page) -> Iterator[str]:
    """Yield a message for each mark that is left of the skeleton."""
    for number, line in enumerate(without_fences(page.text).split("\n"), 1):
        for asked in MARK.findall(line):
            yield f"{page.shown}:{number}: still to be written: {asked}"


def create(name: str, today: datetime.date, root: Path = ROOT) -> list[Path]:
    """Write the page `name` in both languages and its line in the nav; return the
    files. Raises MacroError for a name that cannot be, or is there."""
    if not _NAME.fullmatch(name):
        like = "topics/feature-flags or deep-dives/feature-flags"
        raise MacroError(f"{name!r} is no name of a page; it must be like {like}")
    docs = root / "docs"
    files = {language: docs / f"{name}{end}" for language, end in ENDINGS.items()}
    for path in files.values():
        if path.exists():
            raise MacroError(f"docs/{name}: {path.name} is there already; edit it")
    config = root / "mkdocs.yml"
    listed = with_entry(config.read_text(encoding="utf-8"), name)
    for language, path in files.items():
        site = Site(f"{name}{ENDINGS[language]}", 1, language, "../../")
        template = f"new_page.{language}.md.jinja"
        filled = templating.render(template, site, levels=LEVELS, today=today)
        path.write_text(filled, encoding="utf-8")
    config.write_text(listed, encoding="utf-8")
    return [*files.values(), config]


def with_entry(config: str, name: str) -> str:
    """Return the text of mkdocs.yml with `name` after the last page of its folder in
    the nav."""
    beside = rf"^( +- ){name.split('/')[0]}/\S+\.md\n"
    last = list(re.finditer(beside, config, re.M))[-1]
    return f"{config[: last.end()]}{last[1]}{name}.md\n{config[last.end() :]}"
