"""A saved page is rendered alone where that suffices; what may change other pages builds
everything."""

from types import SimpleNamespace

import pytest
from mkdocs.exceptions import Abort

from macros import load, preview
from macros.preview import Preview

PAGE = "---\nminutes: 5\n---\n\n# A title { #title }\n\nA sentence.\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A handbook of two pages, one of which shows a snippet."""
    docs, shown = tmp_path / "docs", tmp_path / "snippets" / "page"
    for folder in (docs, shown, tmp_path / "macros"):
        folder.mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("nav: []\n")
    (docs / "one.md").write_text(PAGE)
    (docs / "two.md").write_text(PAGE + '\n{{ snippet("page/name", title="x") }}\n')
    (shown / "name.py.out").write_text("1\n")
    monkeypatch.setattr(preview, "ROOT", tmp_path)
    monkeypatch.setattr(preview, "DOCS", docs)
    monkeypatch.setattr(load, "DOCS", docs)
    monkeypatch.setattr(load.pages, "__defaults__", (docs,))
    return tmp_path


@pytest.fixture
def served(root, monkeypatch):
    """What was rendered alone, or "all", since the first build; `update` says it."""
    done, ours = [], Preview()
    monkeypatch.setattr(ours, "_render", lambda page: done.append(page.path.name))
    ours.remember()

    def update():
        done.clear()
        ours.update(lambda: done.append("all"))
        return sorted(done)

    return SimpleNamespace(update=update, preview=ours)


def change(path, old, new):
    path.write_text(path.read_text().replace(old, new) + new)


def test_a_sentence_is_rendered_alone(root, served):
    change(root / "docs" / "one.md", "sentence", "word")
    assert served.update() == ["one.md"]
    assert served.update() == [], "nothing was saved since"


def test_a_recorded_output_renders_the_pages_that_show_it(root, served):
    change(root / "snippets" / "page" / "name.py.out", "1", "2")
    assert served.update() == ["two.md"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("docs/one.md", "A title", "Another"),
        ("docs/one.md", "minutes: 5", "minutes: 6"),
        ("docs/three.md", "", PAGE),
        ("macros/words.yaml", "", "a: b"),
        ("mkdocs.yml", "nav", "watch"),
        ("snippets/nobody.py", "", "# shown nowhere"),
    ],
)
def test_what_other_pages_may_read_builds_everything(root, served, file, old, new):
    (root / file).touch()
    change(root / file, old, new)
    assert served.update() == ["all"]


def test_a_page_that_is_gone_builds_everything(root, served):
    (root / "docs" / "one.md").unlink()
    assert served.update() == ["all"]


def test_after_a_failed_build_everything_is_built_until_it_succeeds(root, served):
    def fails():
        raise SystemExit("wrong")

    change(root / "mkdocs.yml", "nav", "watch")
    with pytest.raises(SystemExit):
        served.preview.update(fails)
    change(root / "docs" / "one.md", "sentence", "word")
    assert served.update() == ["all"]
    change(root / "docs" / "one.md", "word", "sentence")
    assert served.update() == ["one.md"]


def test_a_page_that_cannot_be_rendered_is_tried_again(root, served, monkeypatch):
    def fails(page):
        raise Abort("docs/one.md:7: wrong")

    change(root / "docs" / "one.md", "sentence", "word")
    with monkeypatch.context() as broken:
        broken.setattr(served.preview, "_render", fails)
        with pytest.raises(Abort):
            served.update()
    change(root / "docs" / "two.md", "sentence", "word")
    assert served.update() == ["one.md", "two.md"]


def test_a_page_that_cannot_be_read_is_told_and_tried_again(root, served):
    page = root / "docs" / "one.md"
    text = page.read_text()
    page.write_text("---\n: [\n---\n")
    for _ in range(2):
        with pytest.raises(Abort, match=r"one\.md:.*not YAML"):
            served.update()
    page.write_text(text.replace("sentence", "word"))
    assert served.update() == ["one.md"]
