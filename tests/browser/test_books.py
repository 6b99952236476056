"""The zip of the site opens without a server, and the PDF has contents and fonts."""

import re
import zipfile

import pytest

from macros.books import archive, chapters, pdf
from macros.books.chapters import Chapter
from macros.site import MacroError
from macros.takeaway import tree
from tests.browser.views import desk
from tests.conftest import unavailable


@pytest.fixture(scope="module")
def copy(site, tmp_path_factory):
    """The folder of an unpacked zip."""
    folder = tmp_path_factory.mktemp("copy")
    archive.write(folder / "copy.zip", site)
    with zipfile.ZipFile(folder / "copy.zip") as packed:
        packed.extractall(folder)
    return folder / archive.FOLDER


def test_the_pdf_has_contents_links_tags_and_fonts(site, tmp_path):
    path = tmp_path / "part.pdf"
    try:
        pdf.write(path, "ja", chapters.read(site, "ja", ["index", "contributing"]), None)
    except MacroError as error:
        unavailable(error)
    made = path.read_bytes()
    assert made.startswith(b"%PDF-")
    for part in (b"/Outlines", b"/StructTreeRoot", b"/Lang (ja)", b"/FontFile", b"/Dest"):
        assert part in made
    # More than one page, each leading to the other by the contents.
    assert len(re.findall(rb"/Type /Page\b", made)) > 4


LONG = "Distributed systems basics that actually show up in production, every day"
TALL = '<figure><svg viewBox="0 0 100 500"><path d="M0 0L100 500"/></svg></figure>'


def test_the_pdf_keeps_the_words_of_a_heading_and_a_tall_drawing_on_its_page(tmp_path):
    text = tree.parse(f'<article><h1 id="a">{LONG}</h1>{TALL}</article>')
    chapter = Chapter("topics/a", "topics-a", LONG, (), text)
    path = tmp_path / "part.pdf"
    try:
        pdf.write(path, "en", [chapter], None)
    except MacroError as error:
        unavailable(error)
    made = path.read_bytes()
    assert f"/Title ({LONG})".encode() in made
    title, contents, *pages = re.findall(rb"/Type /Page\b", made)
    assert len(pages) == 1


@pytest.mark.parametrize("language", ["", "ja/"], ids=["en", "ja"])
def test_links_of_the_zip_lead_on_without_a_script(chromium, copy, language):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((copy / language / "index.html").as_uri())
    assert page.locator("article .from-file").is_visible()
    page.locator('article a[href*="topics/caching/index.html#"]').first.click()
    page.wait_for_url("file://**/topics/caching/index.html#*")
    assert page.locator("article .recorded").first.is_visible()
    context.close()


@desk
def test_the_zip_is_searched_without_a_server(page, copy):
    page.goto((copy / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("stampede")
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("file://**/index.html*")
