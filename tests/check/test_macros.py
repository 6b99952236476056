"""Macros decide from plain values and render what stands in the golden text below."""

import datetime
import re
from pathlib import Path

import pytest

from macros import (
    checks, evidence, facts, figures, kept, load, measured, results, show, sources,
)  # fmt: skip
from macros.load import Page, Row, Section
from macros.site import DOCS, MacroError, Site
from snippets.runner import catalog

SITE = Site("topics/x.md", 7, "en", "../../")


@pytest.fixture
def handbook(tmp_path, monkeypatch):
    """A folder of snippets with one recorded program in two languages."""
    page = tmp_path / "page"
    page.mkdir()
    (page / "one.py").write_text(
        "# needs: valkey\n# --8<-- [start:part]\nx = 1\n"
        "# --8<-- [end:part]\nprint(x)\n"
    )
    head = "$ make run SNIPPET=page/one\n# Valkey 9, Python 3.11\n\n"
    (page / "one.py.out").write_text(
        f"{head}rows: 3\ntook: ≈ 1.5 ms\nsame: 1\nsame: 2\n"
    )
    (page / "one.py.csv").write_text("n,≈ ms\n1,2.5\n2,1.5\n")
    monkeypatch.setattr(show, "discover", lambda: catalog.discover(tmp_path))
    show.read_anew()
    yield page
    show.read_anew()


def render(name="page/one", **options):
    return show.render(SITE, show.decide(SITE, name, **{"title": "One", **options}))


def test_a_snippet_shows_code_output_and_command(handbook):
    assert render() == (
        '```python title="One"\nx = 1\nprint(x)\n```\n\n'
        '```{ .text .recorded title="Recorded output: Valkey 9, Python 3.11" }\n'
        "rows: 3\ntook: ≈ 1.5 ms\nsame: 1\nsame: 2\n```\n\n"
        '<p class="run"><code>make run SNIPPET=page/one</code> '
        '<a href="../../snippets/page/one.py">page/one.py</a> '
        '<span class="elsewhere related">Not in the page: it needs a Valkey server.'
        "</span></p>\n\n"
    )


def test_a_snippet_in_japanese_has_japanese_words(handbook):
    site = Site("topics/x.ja.md", 7, "ja", "../../../")
    assert "記録された出力:" in show.render(
        site, show.decide(site, "page/one", title="1")
    )


def test_a_section_is_shown_alone(handbook):
    shown = render(section="part", output=False)
    assert "x = 1" in shown and "print(x)" not in shown and "rows: 3" not in shown


def test_notes_stand_between_code_and_output(handbook):
    (handbook / "one.py").write_text("x = 1  # (1)!\nprint(x)\n")
    show.read_anew()
    shown = render(caller=lambda: "\n1.  one\n")
    assert shown.index("print(x)") < shown.index("1.  one") < shown.index("rows: 3")


@pytest.mark.parametrize("notes", [None, "1.  one\n2.  two", "one"])
def test_each_mark_has_one_note(handbook, notes):
    (handbook / "one.py").write_text("x = 1  # (1)!\n")
    show.read_anew()
    with pytest.raises(SystemExit, match=r"page/one: the code shown has the marks \(1\), "):
        render(caller=notes and (lambda: notes))


@pytest.mark.parametrize(
    ("file", "section", "message"),
    [
        ("projects/kit/none.py", None, "there is no snippets/projects/kit/none.py"),
        ("projects/kit/accept.ini", None, "that ends with .py, .sql"),
        ("projects/kit/health.py", "none", "no section 'none'; it has: none; add"),
    ],
)
def test_a_source_that_is_not_there_is_named(file, section, message):
    with pytest.raises(MacroError, match=message):
        sources.decide(file, title="T", section=section)


def test_a_source_is_shown_with_its_file():
    shown = sources.render(SITE, sources.decide("projects/kit/health.py", title="Health"))
    assert shown.startswith('```python title="Health"\n"""/livez: the process turns.')
    assert 'href="../../snippets/projects/kit/health.py"' in shown


def test_siblings_become_tabs(handbook):
    (handbook / "one.go").write_text("package main\n")
    show.read_anew()
    (handbook / "one.go.out").write_text(
        "$ make run SNIPPET=page/one.go\n# Go 1.26\n\nhi\n"
    )
    shown = render()
    assert shown.index('=== "Python"') < shown.index('=== "Go"')
    assert '\n    ```go title="One"\n    package main\n' in shown


def test_a_fence_is_longer_than_the_backticks_inside(handbook):
    (handbook / "two.py").write_text("print('```')\n")
    show.read_anew()
    (handbook / "two.py.out").write_text(
        "$ make run SNIPPET=page/two\n# Python\n\n```\n"
    )
    assert render("page/two").startswith('````python title="One"\n')


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"name": "page/onee"},
            "there is no snippet 'page/onee'; did you mean page/one?",
        ),
        ({"section": "prt"}, "page/one: no section 'prt'; it has: part; add `# --8<-- [start:prt]`"),
    ],
)
def test_a_fault_names_page_line_and_remedy(handbook, options, message):
    with pytest.raises(SystemExit) as stopped:
        render(**options)
    assert str(stopped.value) == f"docs/topics/x.md:7: {message}"


def test_a_missing_recording_names_the_command(handbook):
    (handbook / "one.py.out").unlink()
    with pytest.raises(SystemExit, match="make record SNIPPET=page/one"):
        render()


def test_a_recorded_value_is_what_stands_behind_its_label(handbook):
    assert show.value("page/one", "rows") == "3"
    assert show.value("page/one", "took") == "≈ 1.5 ms"


@pytest.mark.parametrize("label", ["row", "same", "none"])
def test_a_label_must_be_there_once(handbook, label):
    with pytest.raises(MacroError, match="the labels are: rows, took, same, same"):
        show.value("page/one", label)


def plot(**options):
    usual = {"x": "n", "y": ["ms"], "labels": ["A"], "x_label": "n", "y_label": "ms"}
    return figures.render("page/one", title="T", alt='a "b"', **{**usual, **options})


def test_a_new_recording_has_no_snippet_read_anew(handbook):
    before = show.every()
    show.read_anew(Path("snippets/page/one.py.out"))
    assert show.every() is before
    show.read_anew(Path("snippets/page/one.py"))
    assert show.every() is not before


def test_a_plot_follows_the_palette_and_has_a_text_alternative(handbook):
    drawn = plot()
    assert 'role="img" aria-label="a &quot;b&quot;"' in drawn
    assert "var(--plot-1)" in drawn and "#0102" not in drawn
    assert "<figcaption>T</figcaption>" in drawn and "\n\n" not in drawn


def test_a_plot_brings_no_stylesheet_into_the_page(handbook):
    drawn = plot()
    assert "<style" not in drawn and 'stroke-linejoin="round"' in drawn


def test_a_plot_has_places_of_two_decimals_and_words_as_they_are(handbook):
    drawn = plot(x_label="at 1.23456")
    assert "at 1.23456" in drawn and "rotate(-90" in drawn
    assert not re.search(r' (?:d|x|y|transform)="[^"]*\.\d{3}|rotate\(-?0 ', drawn)


def test_a_plot_is_the_same_every_time(handbook, monkeypatch, tmp_path):
    first = plot()
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "empty")
    assert plot() == first


def test_what_was_drawn_is_kept_until_its_parts_change(monkeypatch, tmp_path):
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "drawn")
    assert kept.drawn(("a", 1), lambda: "first") == "first"
    assert kept.drawn(("a", 1), lambda: "again") == "first"
    assert kept.drawn(("a", 2), lambda: "other") == "other"


@pytest.mark.parametrize("kind", figures.KINDS)
def test_every_kind_is_drawn(handbook, kind):
    assert plot(kind=kind).startswith("<figure")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kind": "pie"}, "kind must be one of line, step, bar"),
        ({"y": ["s"]}, r"no column 's'; there are \['n', 'ms'\]"),
        ({"labels": []}, "1 columns but 0 labels"),
    ],
)
def test_a_wrong_plot_is_named(handbook, options, message):
    with pytest.raises(MacroError, match=message):
        plot(**options)


def test_a_plot_without_data_names_the_remedy(handbook):
    (handbook / "one.py.csv").unlink()
    with pytest.raises(MacroError, match=r"write CSV to the file \$PLOT_DATA"):
        plot()


def test_a_claim_is_answered_once_its_section_stands():
    section = Section(2, "Locks", "locks", 3, (), "", False)
    page = Page(DOCS / "topics/data.md", "topics/data", "en", {}, "", (section,))
    rows = (Row("topics/data", "locks", "Locks", "ロック", "read"),
            Row("topics/data", "joins", "Joins", "結合", "run"))  # fmt: skip
    locks, joins = evidence.claims(rows, {page.name: page}, "ja")["topics/data"]
    assert (locks.text, locks.link) == ("ロック", "topics/data/#locks")
    assert joins.link is None


def test_every_published_result_has_both_languages_and_a_label():
    for key, result in results.every().items():
        for row in result["rows"]:
            assert show.value(row["snippet"], row["label"]), key


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ('snippet("page/one")', "snippet(): 'title' is missing"),
        (
            'snippet("page/one", title="", outputs=False)',
            "snippet(): no option 'outputs'; options are title, section, code, output",
        ),
        ('snippet("page/one", "One")', "snippet(): only name may stand without a name"),
        ('recorded("page/one")', "recorded(): 'label' is missing"),
        ('published("a", b=1)', "published(): no option 'b'; it has none"),
    ],
)
def test_wrong_arguments_are_named_with_their_line(handbook, call, message):
    text = f"# A\n\n{{{{ {call} }}}}\n"
    page = load.parse(DOCS / "topics/x.md", text)
    with pytest.raises(MacroError) as named:
        checks.check_calls(page, set(checks.ARGUMENTS))
    assert str(named.value).startswith(f"docs/topics/x.md:3: {message}")


def test_a_call_with_a_body_and_all_it_needs_is_right(handbook):
    text = '{% call snippet("page/one", title="One") %}\n1.  one\n{% endcall %}\n'
    checks.check_calls(load.parse(DOCS / "topics/x.md", text), {"snippet"})


def test_a_page_that_nav_lacks_is_named_with_the_line_to_add(tmp_path):
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        "a: b.md\nnav:\n  - T:\n      - A: topics/a.md\n  # - topics/x.md\n"
    )
    assert load.nav(config) == {"topics/a.md"}
    pages = [load.parse(DOCS / f"topics/{name}.md", "") for name in ("a.ja", "a", "x")]
    with pytest.raises(MacroError) as named:
        checks.check_nav(pages, load.nav(config))
    assert str(named.value) == (
        "docs/topics/x.md:1: not in the nav of mkdocs.yml; add the line `- topics/x.md`"
    )


def test_words_have_both_languages():
    assert load.words("en").keys() == load.words("ja").keys()


def test_yaml_keeps_the_word_on(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("on: [a]\nday: 2026-11-21\n")
    assert load.read_yaml(path) == {"on": ["a"], "day": datetime.date(2026, 11, 21)}


def test_an_unknown_key_is_named_with_the_known_ones():
    with pytest.raises(MacroError, match="x.yaml: unknown key 'b'; known are a"):
        load.only_keys("x.yaml", {"a": 1, "b": 2}, {"a"}, set())


def facts_of(source, language):
    site = Site(source, 1, language, "../../")
    return facts.render(site, facts.of_page(site))


def test_the_facts_of_a_page_stand_in_its_language():
    assert "<dt>Reading time</dt>" in facts_of("topics/caching.md", "en")
    japanese = facts_of("topics/caching.ja.md", "ja")
    assert "<dt>読了の目安</dt>" in japanese
    assert '<a href="../../ja/topics/data/">データモデル' in japanese


def test_facts_of_a_page_that_does_not_teach_stop_the_build():
    with pytest.raises(SystemExit, match=r"docs/index.md:1: this page has no facts"):
        facts_of("index.md", "en")


def test_a_recorded_benchmark_is_shown_with_its_command(tmp_path, monkeypatch):
    monkeypatch.setattr(measured, "FOLDER", tmp_path)
    (tmp_path / "one.txt").write_text("$ make benchmark NAME=one\n# on this\n\ntook 2 s\n")
    shown = measured.render(SITE, measured.decide("one"))
    assert 'title="Recorded output: on this" }\ntook 2 s\n```' in shown
    assert "<code>make benchmark NAME=one</code>" in shown
    with pytest.raises(MacroError, match="no benchmark 'two' is recorded; there are: one"):
        measured.decide("two")
