"""Packs the built site as a zip that opens without a server: links lead to files, and each
page says what its scripts cannot do there."""

import re
import zipfile
from pathlib import Path

from macros import templating
from macros.bank.decks import ZIP_DATE
from macros.site import Site

FOLDER = "staff-backend-handbook"
_LINK = re.compile(r'(<(?:a|link)\b[^>]*?\bhref=")([^"]*)"')
# What a browser installs from a server: a page that is a file may not even ask for it.
_INSTALLED = re.compile(r'<link rel="manifest"[^>]*>\n? *')
_SERVED = re.compile(r"sw\.js|search/\w\w\.json")
_ARTICLE = re.compile(r"<article\b[^>]*>")
# Packed as they are: nothing is gained by packing them once more.
_PACKED = {".apkg", ".br", ".gz", ".png", ".tar", ".whl", ".zip"}


def write(path: Path, site: Path) -> None:
    """Write the zip of the site built in the folder `site` to `path`."""
    with zipfile.ZipFile(path, "w", compresslevel=6) as made:
        for file in sorted(p for p in site.rglob("*") if p.is_file()):
            name = file.relative_to(site).as_posix()
            if _SERVED.match(name):
                continue
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", ZIP_DATE)
            packed = file.suffix in _PACKED
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            made.writestr(entry, content(file, name))


def content(file: Path, name: str) -> bytes:
    """Return what the zip holds of a file of the site: a page with links to files."""
    if file.name != "index.html":
        return file.read_bytes()
    language = "ja" if name.startswith("ja/") else "en"
    return as_file(file.read_text(encoding="utf-8"), language).encode()


def as_file(html: str, language: str) -> str:
    """Return a page whose links lead to files, with what it cannot do without a server."""
    linked = _LINK.sub(lambda link: f'{link[1]}{address(link[2])}"', _INSTALLED.sub("", html))
    site = Site("index.md", 1, language, "")
    notice = templating.render("from_file.html.jinja", site).strip()
    return _ARTICLE.sub(lambda article: f"{article[0]}\n{notice}", linked, count=1)


def address(link: str) -> str:
    """Return where `link` leads among files: a folder is a page in it."""
    path, mark, fragment = link.partition("#")
    if "://" in link or not path.endswith(("/", "..")) and path not in (".", ".."):
        return link
    folder = path if path.endswith("/") else f"{path}/"
    return f"{folder}index.html{mark}{fragment}"
