"""The books hold what the site says: epubcheck finds no error, links lead to chapters, and
nothing in them waits for a script."""

import subprocess
import zipfile

import pytest

from macros import load
from macros.books import archive, chapters, epub, fonts, markup, pdf, plainer
from macros.books.chapters import Chapter, Links
from macros.site import MacroError
from macros.takeaway import tree
from snippets.services import ServiceError, jars
from tests.conftest import unavailable

CHECKER = "com.adobe.epubcheck.tool.Checker"
# One start and one file of Java's compiler less: these runs are short.
SHORT = ["-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
# Japanese has the same chapters: those that differ in kind are looked at again.
AGAIN = [
    "index", "roadmap", "study-plan", "deep-dives/event-driven", "interview", "glossary",
]  # fmt: skip


@pytest.fixture(scope="module")
def english(site):
    return chapters.read(site, "en")


@pytest.fixture(scope="module")
def books(site, english, tmp_path_factory):
    """An EPUB of all pages, and one of some in Japanese."""
    folder = tmp_path_factory.mktemp("books")
    epub.write(folder / "en.epub", "en", english, None)
    epub.write(folder / "ja.epub", "ja", chapters.read(site, "ja", AGAIN), None)
    return folder


@pytest.mark.parametrize("language", ["en", "ja"])
def test_epubcheck_finds_no_error(books, language):
    try:
        path = jars.class_path("epubcheck")
        command = ["java", *SHORT, "-cp", path, CHECKER, str(books / f"{language}.epub")]
        done = subprocess.run(command, capture_output=True, text=True)
    except (ServiceError, FileNotFoundError) as error:
        unavailable(error)
    assert "0 fatals / 0 errors / 0 warnings" in done.stdout, done.stderr[-2000:]


def test_every_page_is_a_chapter_with_its_sections(english):
    assert [f"{one.name}.md" for one in english] == load.nav_order()
    for one in english:
        page = load.page(load.DOCS / f"{one.name}.md")
        titles = [s.id for s in page.sections if s.level == 2]
        assert set(filter(None, titles)) <= {id for id, _ in one.sections}, one.name


def test_the_contents_lead_to_every_section(books, english):
    with zipfile.ZipFile(books / "en.epub") as book:
        nav = book.read("OEBPS/nav.xhtml").decode()
    for one in english:
        for id, _ in one.sections:
            assert f'href="{one.id}.xhtml#{id}"' in nav


def test_a_book_follows_from_the_commit(site, tmp_path):
    for name in ("a.epub", "b.epub"):
        epub.write(tmp_path / name, "ja", chapters.read(site, "ja", ["index"]), None)
    assert (tmp_path / "a.epub").read_bytes() == (tmp_path / "b.epub").read_bytes()


def test_without_a_japanese_font_it_says_which_to_install(monkeypatch):
    monkeypatch.setattr(fonts, "_japanese", lambda environment: False)
    monkeypatch.setattr(fonts.shutil, "which", lambda program: program)
    monkeypatch.setattr(fonts.bootstrap, "unpacked_packages", lambda *wanted: None)
    with pytest.raises(MacroError, match="install one, such as fonts-"):
        fonts.environment()


def plain(html):
    node = plainer.plain(tree.parse(html))
    drawn = markup.write(node, lambda svg, alt: f"[{alt}]", lambda link: link)
    return drawn.removeprefix("<>").removesuffix("</>")


def test_nothing_is_folded():
    folded = '<details class="question" id="q"><summary>Why?</summary><p>So.</p></details>'
    opened = '<div class="details question" id="q"><p class="summary">Why?</p>'
    assert plain(folded) == f"{opened}<p>So.</p></div>"


def test_tabs_stand_one_below_the_other():
    labels = '<div class="tabbed-labels"><label>Go</label><label>Java</label></div>'
    blocks = '<div class="tabbed-block">a</div><div class="tabbed-block">b</div>'
    shown = plain(f'<div class="tabbed-set"><input/>{labels}<div>{blocks}</div></div>')
    assert shown.index("Go") < shown.index("a</div>") < shown.index("Java")
    assert "label" not in shown


def test_what_waits_for_a_script_is_left_out():
    html = '<form><p>a</p></form><p hidden>b</p><button>c</button>'
    assert plain(f'{html}<div class="run tools"></div>') == ""


def test_what_is_said_of_the_page_alone_is_left_out():
    assert plain('<p>a.<span class="in-page"> Press b.</span></p>') == "<p>a.</p>"


def test_why_a_snippet_does_not_run_in_the_page_is_left_out():
    why = '<span class="elsewhere related">No.</span>'
    assert plain(f"<p><code>make run</code>{why}</p>") == "<p><code>make run</code></p>"


@pytest.mark.parametrize(
    ("title", "css"),
    [("Go", '"Go"'), ('a "b" \\ </style>', '"a \\22 b\\22  \\5c  \\3c /style>"')],
)
def test_a_title_at_the_head_of_a_page_stays_a_string(title, css):
    assert pdf.quoted(title) == css


def test_code_keeps_few_colours_and_its_notes():
    code = '<span class="n">read</span><span class="c1"># (1)!</span>'
    assert plain(code) == 'read<span class="c1"># (1)</span>'


def test_drawings_carry_their_text():
    assert plain('<svg aria-label="A &amp; B"><g/></svg>') == "[A & B]"
    drawn = markup.coloured('<svg fill="var(--plot-ink)">')
    assert "var(" not in drawn


@pytest.fixture
def links():
    text = tree.parse('<h2 id="x">X</h2>')
    names = ("index", "topics/a", "topics/b")
    two = [Chapter(name, name.replace("/", "-"), name, (), text) for name in names]
    return two, {lang: Links(two, lang, "https://h.example/") for lang in ("en", "ja")}


@pytest.mark.parametrize(
    ("language", "link", "leads"),
    [
        ("en", "#x", ("topics/a", "x")),
        ("en", "../b/#x", ("topics/b", "x")),
        ("en", "../b/#gone", ("topics/b", "")),
        ("en", "../../", ("index", "")),
        ("ja", "../../../ja/topics/b/#x", ("topics/b", "x")),
        ("ja", "../../../topics/b/", "https://h.example/topics/b/"),
        ("en", "../../snippets/s.py", "https://h.example/snippets/s.py"),
        ("en", "https://w.example/", "https://w.example/"),
    ],
)
def test_links_lead_to_chapters_or_out(links, language, link, leads):
    two, known = links
    chapter, place = known[language].lead(two[1], link)
    assert ((chapter.name, place) if chapter else place) == leads


def test_a_link_that_leads_nowhere_becomes_text(links):
    two, _ = links
    assert Links(two, "en", None).lead(two[1], "../../snippets/s.py") is None


@pytest.mark.parametrize(
    ("link", "file"),
    [
        ("../b/#x", "../b/index.html#x"),
        ("./", "./index.html"),
        ("..", "../index.html"),
        (".", "./index.html"),
        ("#x", "#x"),
        ("../snippets/s.py", "../snippets/s.py"),
        ("https://h.example/", "https://h.example/"),
    ],
)
def test_links_of_the_zip_lead_to_files(link, file):
    assert archive.address(link) == file
