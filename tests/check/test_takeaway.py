"""Each page stands beside its HTML as Markdown that needs nothing of this site's machinery,
and llms.txt lists them all."""

import posixpath
import re

import pytest

from macros import load
from macros.site import LANGUAGES, Site
from macros.takeaway import elements, flatten, links, tree

WORD = {"figure": "Figure:"}
FENCE = re.compile(r"^( *)(`{3,})[^\n]*$.*?^\1\2$", re.M | re.S)
CODE = re.compile(r"(`+)(?!`)[^\n]+?(?<!`)\1(?!`)")
LINK = re.compile(r"\]\(([^()\s]+)\)")
LEFT = re.compile(
    r"(?<!\\)</?[a-z]+[ >/]|^ *(?:!!!|\?\?\?|===)|\{[%{]|\{ ?\.|&#?\w+;", re.M
)


def flat(markdown, name="topics/a"):
    return flatten.Flattener(lambda link: links.of_source(name, link), WORD).page(markdown)


def words(html):
    return elements.render(tree.parse(html), WORD)


def written(page):
    folder = "" if page.language == "en" else "ja"
    return posixpath.join(folder, links.folder(page.name), links.PAGE)


def bare(text):
    """Return the text without code."""
    return CODE.sub("", FENCE.sub("", text))


@pytest.fixture(scope="module")
def files(site):
    """Each page of the project with its text as Markdown, "" where there is none."""
    paths = [(page, site / written(page)) for page in load.pages()]
    return [(page, path.read_text() if path.exists() else "") for page, path in paths]


def test_every_page_has_its_markdown(files):
    assert [page.shown for page, text in files if not text] == []


def test_every_heading_is_there(files):
    for page, text in files:
        titles = re.findall(r"^#{1,6} (.+?)(?: \{ #[a-z0-9-]+ \})?$", bare(text), re.M)
        assert titles[0] == page.sections[0].title, page.shown
        ids = {section.id for section in page.sections if section.id}
        assert ids <= set(re.findall(r"\{ #([a-z0-9-]+) \}$", text, re.M)), page.shown


def test_nothing_is_left_that_only_this_site_understands(files):
    left = [(page.shown, LEFT.findall(bare(text))) for page, text in files]
    assert [found for found in left if found[1]] == []


def test_every_program_and_its_output_is_there(site, files):
    for page, text in files:
        html = (site / written(page)).with_name("index.html").read_text()
        shown = len(re.findall(r"<pre[^>]*><span></span><code>", html))
        assert len(FENCE.findall(text)) == shown, page.shown


def test_every_link_leads_to_a_file(site, files):
    broken = []
    for page, text in files:
        for link in LINK.findall(bare(text)):
            path = link.partition("#")[0]
            target = posixpath.join(posixpath.dirname(written(page)), path)
            if path and "://" not in path and not (site / target).is_file():
                broken.append((page.shown, link))
    assert broken == []


def test_the_page_names_its_markdown(site):
    for page in ("index.html", "ja/topics/caching/index.html"):
        html = (site / page).read_text()
        assert html.count('href="index.md"') == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_llms_txt_lists_every_page_with_its_description(site, language):
    top = "ja/" if language == "ja" else ""
    text = (site / top / "llms.txt").read_text()
    assert re.match(r"# .+\n\n> .+\n\n", text)
    html = (site / "index.html").read_text()
    home = re.search(r'rel="canonical" href="([^"]+)"', html)[1]
    listed = re.findall(r"^- \[(.+?)\]\((.+?)\)(?:: (.+))?$", text, re.M)
    assert all((site / url.removeprefix(home)).is_file() for _, url, _ in listed)
    address = Site("", 1, language, home)
    assert {(url, about) for _, url, about in listed} >= {
        (address.address(page.name, language) + links.PAGE, page.front["description"])
        for page in load.pages()
        if page.language == language
    }


def test_boxes_and_tabs_lie_flat():
    box = '??? question "Why `a`?"\n\n    - One.\n    - Two.\n'
    tab = '=== "Go"\n\n    Text.\n'
    assert flat(f"{box}\n{tab}\nEnd.") == (
        "**Why `a`?**\n\n- One.\n- Two.\n\n**Go**\n\nText.\n\nEnd.\n"
    )


def test_code_says_what_it_is_and_stays_as_it_is():
    code = '!!! a "b"\n\n\n\n<p>{{ c }}</p>\n'
    fence = '```{ .text .recorded title="Recorded: X" }\n' + code + "```"
    assert flat(fence) == f"Recorded: X\n\n```text\n{code}```\n"
    assert "read()  # (1)\n" in flat("```python\nread()  # (1)!\n```")


def test_drawings_are_told_in_words():
    assert flat('``` { .mermaid alt="A asks B." }\nA->>B\n```') == "> Figure: A asks B.\n"
    svg = '<svg aria-label="Two &lt; three."><g/></svg>'
    told = words(f"<figure>{svg}<figcaption>P</figcaption></figure>")
    assert told == "> Figure: **P** Two < three."


def test_links_lead_to_markdown():
    assert flat("[a](../b.md#c) `[d](e.md)` [f](https://g.example/h.md)") == (
        "[a](../../b/index.md#c) `[d](e.md)` [f](https://g.example/h.md)\n"
    )
    assert flat("[a](topics/b.md)", "index") == "[a](topics/b/index.md)\n"
    assert words('<p><a href="./#x">y</a></p>') == "[y](index.md#x)"


def test_what_only_a_script_fills_is_left_out():
    filled = '<div><form><label>x</label></form><p hidden>y</p><p role="status"></p></div>'
    assert words(filled) == ""


def test_tables_and_lists_are_kept():
    cell = "<td><ul><li>b|c</li><li>d</li></ul></td>"
    told = words(f"<table><tr><th>a</th></tr><tr>{cell}</tr></table>")
    assert told == "| a |\n| --- |\n| b\\|c; d |"
    nested = "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"
    assert words(nested) == "1. a\n   - b\n2. c"
