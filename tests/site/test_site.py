"""The built site has every page in both languages, whole, and asks no other host."""

import functools
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from macros import load
from tests import building

LEFT_OVER = ("{{", "{%", "--8<--", "Macro Rendering Error", "Undefined")
LOADS = {
    "script": "src",
    "img": "src",
    "source": "src",
    "iframe": "src",
    "video": "src",
}


@functools.cache
def html(path):
    """The parsed page; tests read it together, so none may change it."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def words(document, leaves_out):
    """The text of a page but for the tags that `leaves_out` says yes to."""
    found, waiting = [], [document]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Tag):
            found.append(str(node))
        elif not leaves_out(node):
            waiting.extend(reversed(node.contents))
    return " ".join(found)


def built(site, page):
    name = page.name.removesuffix("index")
    prefix = "ja/" if page.language == "ja" else ""
    return site / prefix / name / "index.html"


def rendered_pages(site):
    return sorted(site.rglob("*.html"))


def target(site, path, link):
    """The file and the fragment that a link on `path` leads to; None for other hosts."""
    address = urlsplit(link)
    if address.scheme or address.netloc:
        return None
    place = (
        site / address.path.lstrip("/")
        if link.startswith("/")
        else path.parent / unquote(address.path)
    )
    place = place if address.path else path
    if place.is_dir():
        place = place / "index.html"
    return place.resolve(), unquote(address.fragment)


def broken_links(site):
    ids = {
        p.resolve(): {t["id"] for t in html(p).find_all(id=True)}
        for p in rendered_pages(site)
    }
    for path in rendered_pages(site):
        for link in (a["href"] for a in html(path).find_all("a", href=True)):
            found = target(site, path, link)
            if found is None or path.name == "404.html":
                continue
            place, fragment = found
            if not place.exists():
                yield f"{path.relative_to(site)}: {link} leads nowhere"
            elif fragment and place in ids and fragment not in ids[place]:
                yield f"{path.relative_to(site)}: {link}: no such anchor"


def test_every_page_is_built_in_its_language(site):
    for page in load.pages():
        document = html(built(site, page))
        assert document.html["lang"] == page.language, page.shown
        quotes = document.select("article :is([lang], pre, code)")
        text = words(document.find("article"), lambda tag: tag in quotes)
        assert bool(re.search("[ぁ-ん]", text)) == (page.language == "ja"), page.shown


def test_nothing_unrendered_is_left(site):
    for path in rendered_pages(site):
        text = words(html(path), lambda tag: tag.name in ("pre", "code", "script"))
        assert not [m for m in LEFT_OVER if m in text], path


def test_every_internal_link_and_anchor_resolves(site):
    assert not list(broken_links(site))


def test_ids_are_unique_on_a_page(site):
    for path in rendered_pages(site):
        ids = Counter(tag["id"] for tag in html(path).find_all(id=True))
        assert not [id_ for id_, n in ids.items() if n > 1], path


def test_no_page_asks_another_host(site):
    for path in rendered_pages(site):
        document = html(path)
        asked = [
            t.get(a, "") for tag, a in LOADS.items() for t in document.find_all(tag)
        ]
        asked += [
            link["href"] for link in document.find_all("link")
            if not {"canonical", "alternate", "prev", "next"} & set(link["rel"])
        ]  # fmt: skip
        assert not [a for a in asked if urlsplit(a).netloc], path
    for path in site.rglob("*.css"):
        style = path.read_text(encoding="utf-8")
        assert not re.findall(r"url\(['\"]?https?:", style), path


def test_every_figure_has_a_text_alternative(site):
    for path in rendered_pages(site):
        for drawing in html(path).select("figure svg"):
            assert drawing.get("role") == "img" and drawing.get("aria-label"), path


def test_a_snippet_and_its_recording_can_be_opened(site):
    for part in ("py", "py.out"):
        assert list((site / "snippets").rglob(f"*.{part}"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("docs/index.md", 'snippet("', 'snippet("x-',
         r"docs/index\.md:\d+: there is no snippet 'x-"),
        ("docs/index.md", "---\n", "---\nminuets: 3\n",
         r"docs/index\.md:1: front matter: unknown key 'minuets'"),
        ("docs/index.md", "\n# ", "\n{{ snippetx() }}\n\n# ", 
         r"docs/index\.md:5: no macro 'snippetx'; there are"),
        ("docs/index.md", "\n# ",
         "\n[x](contributing.md#no-such) [y](no-page.md)\n\n# ",
         r"(?s)(?=.*no-page\.md)(?=.*no-such)"),
    ],
    ids=["misspelt-snippet", "unknown-key", "misspelt-macro", "anchor-and-link"],
)  # fmt: skip
def test_a_broken_page_stops_the_build_with_one_clear_error(
    tmp_path, file, old, new, message
):
    root = building.copy_project(tmp_path)
    change(root / file, old, new)
    result = building.build(tmp_path / "site", root)
    assert result.returncode != 0
    assert re.search(message, result.stderr + result.stdout), result.stderr
    assert "Traceback" not in result.stderr


def unexplained(document):
    """Yield the code of each block whose marks `(1)!` have no list of notes below."""
    for block in document.select("div.highlight"):
        marks = re.findall(r"\((\d+)\)!", block.get_text())
        below = block.find_next_sibling()
        notes = below.find_all("li", recursive=False) if below else []
        if marks and (below.name != "ol" or len(notes) != max(map(int, marks))):
            yield block.get_text()


def test_every_mark_in_code_is_explained(site):
    for path in rendered_pages(site):
        for code in unexplained(html(path)):
            pytest.fail(
                f"{path.relative_to(site)}: {{% call snippet %}} lacks notes:\n{code}"
            )


def test_a_mark_without_a_note_would_be_found():
    block = '<div class="highlight">x = 1  # (1)!</div>'
    assert list(unexplained(BeautifulSoup(f"{block}<p>y</p>", "html.parser")))
    explained = f"{block}<ol><li>why</li></ol>"
    assert not list(unexplained(BeautifulSoup(explained, "html.parser")))


def test_no_script_holds_a_page_up(site):
    """Each script of its own waits until the page is parsed."""
    for path in rendered_pages(site):
        scripts = html(path).find_all("script", src=True)
        held_up = [s for s in scripts if not s.has_attr("defer") and s.get("type") != "module"]
        assert not held_up, f"{path.relative_to(site)}: {held_up}"


def test_code_marks_only_what_has_a_colour_of_its_own(site):
    for path in rendered_pages(site):
        assert not html(path).select(".highlight :is(.n, .o, .p, .w)"), path.relative_to(site)
