"""Which files of a built site a browser keeps for reading without a network: by language,
and those that both share. Each has its hash, so that a version of the handbook is a list."""

import base64
import hashlib
import json
import re
from pathlib import Path

from macros.site import LANGUAGES

SHARED = "shared"
# What pages load beyond assets/: the theme asks for its own index before it searches.
_ALSO = ("search/search_index.json",)
_PARTS = "assets/runtimes/*/fsrs/*.mjs"  # the scheduler of questions; the rest is large
# Maps are for who debugs the theme, icons and manifests for who installs; decks are downloads.
_LEFT_OUT = {".apkg", ".map", ".png", ".webmanifest"}
_RUNS = re.compile(r' data-(?:file|exercise|with)="([^"]+)"')


def pack(site: Path) -> None:
    """Put the search index of each language into one file more: hundreds of requests
    become one, and its parts compress better together."""
    for language in LANGUAGES:
        parts = sorted((site / "search" / language).glob("*.js"))
        texts = {part.stem: part.read_text(encoding="utf-8") for part in parts}
        whole = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
        (site / "search" / f"{language}.json").write_text(whole, encoding="utf-8")


def read(site: Path) -> dict[str, dict[str, str]]:
    """Return the hash of each file that is kept, by its address below the top of the site;
    a page's is that of its folder. The keys are the languages and SHARED."""
    kept: dict[str, dict[str, str]] = {name: {} for name in (SHARED, *LANGUAGES)}
    for path in sorted({*_assets(site), *_pages(site), *_searched(site), *_run(site)}):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        kept[_group(address)][address] = _hash(path.read_bytes())
    return kept


def version(kept: dict[str, dict[str, str]]) -> str:
    """Return one short hash for all that is listed."""
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:12]


def _assets(site: Path) -> list[Path]:
    files = [path for path in (site / "assets").rglob("*") if path.is_file()]
    chosen = set(site.glob(_PARTS)) | {site / also for also in _ALSO}
    large = site / "assets" / "runtimes"
    chosen |= {path for path in files if large not in path.parents}
    return [path for path in chosen if path.suffix not in _LEFT_OUT]


def _pages(site: Path) -> list[Path]:
    return list(site.rglob("index.html"))


def _searched(site: Path) -> list[Path]:
    return [site / "search" / f"{language}.json" for language in LANGUAGES]


def _run(site: Path) -> list[Path]:
    """The sources of the snippets that run in a page: a run reads them."""
    pages = (page.read_text(encoding="utf-8") for page in _pages(site))
    return [site / "snippets" / name for html in pages for name in _RUNS.findall(html)]


def _group(address: str) -> str:
    """The language that a file is of: a page by its folder, data by its name."""
    if address.endswith(".json") and (name := Path(address).stem) in LANGUAGES:
        return name
    if address and not address.endswith("/"):
        return SHARED
    return "ja" if address.startswith("ja/") else "en"


def _hash(content: bytes) -> str:
    """The hash as a browser checks it (Subresource Integrity), without its prefix."""
    return base64.b64encode(hashlib.sha256(content).digest()).decode()
