"""An exercise is cut out of its snippet, and a part that is missing is named."""

import re

import pytest

from macros.exercises import Part, cut, decide
from macros.site import MacroError, Site
from snippets.runner.catalog import ROOT, SnippetError, read

pytestmark = pytest.mark.prose


def part(name, code):
    return f"-- --8<-- [start:{name}]\n{code}\n-- --8<-- [end:{name}]\n"


WHOLE = part("answer", "SELECT 1;") + part("wrong-1", "SELECT 2;") + part("wrong-2", "SELECT 3;")
PRINTED = (
    " total | n\n-------+---\n     1 | 2\n(1 row)\n\n-- wrong-1\n n\n---\n 2\n(1 row)\n\n"
    "-- wrong-2\nERROR:  no\n"
)


def snippet(folder, text, name="a.sql"):
    path = folder / "page" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return read(path, folder)


def test_code_output_and_reason_stand_together(tmp_path):
    exercise = cut(snippet(tmp_path, WHOLE), f"-- answer\n{PRINTED}", ["two", "three"])
    assert exercise.columns == ("total", "n") and exercise.given is None
    assert exercise.answer.output.startswith(" total | n") or exercise.answer.output.startswith("total")
    assert [p.reason for p in exercise.wrong] == ["two", "three"]
    assert exercise.wrong[1] == Part("SELECT 3;", "ERROR:  no", "three")


def test_what_is_given_and_a_probe_are_shown_with_it(tmp_path):
    text = part("given", "SET a = 1;") + WHOLE + part("probe", "SELECT 4;")
    exercise = cut(snippet(tmp_path, text), f"a plan\n-- answer\n{PRINTED}", ["two", "three"])
    assert exercise.given == Part("SET a = 1;", "a plan")
    assert exercise.answer.code == "SELECT 1;\n\nSELECT 4;" and exercise.columns == ()


@pytest.mark.parametrize(
    ("text", "printed", "reasons", "message"),
    [
        (WHOLE, PRINTED, ["two", "three"], r"no line for its section answer; add `\\echo -- answer`"),
        (part("wrong-1", "SELECT 2;"), PRINTED, ["two"], "page/a: an exercise has a section `answer`"),
        (WHOLE, f"-- answer\n{PRINTED}", ["two"],
         "2 sections wrong-n, but 1 numbered reasons; write one for each"),
    ],
)  # fmt: skip
def test_a_missing_part_is_named(tmp_path, text, printed, reasons, message):
    with pytest.raises(MacroError, match=message):
        cut(snippet(tmp_path, text), printed, reasons)


def test_an_unknown_level_is_named_with_the_page():
    site = Site("interview/sql.md", 7, "en", "../../")
    with pytest.raises(SystemExit, match=r"sql.md:7: .*level is one of mid, senior, staff"):
        decide(site, "interview/podium", level="expert", minutes=5, caller=lambda: "x")


def test_a_snippet_names_what_runs_before_it(tmp_path):
    snippet(tmp_path, "SELECT 1;\n", "shop.sql")
    found = snippet(tmp_path, "-- needs: postgresql\n-- with: page/shop\nSELECT 2;\n")
    assert found.first == "page/shop" and found.first_path == tmp_path / "page" / "shop.sql"
    assert found.body == "SELECT 2;"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.sql", "-- with: page/none\n", "a.sql:1: with: there is no .*none.sql"),
        ("a.sql", "-- with: page/one, page/two\n", "a.sql:1: with: .* write the name of one snippet"),
        ("a.py", "# with: page/shop\n", "a.py:1: only .sql takes `with`"),
    ],
)
def test_what_cannot_run_before_is_named(tmp_path, name, text, message):
    with pytest.raises(SnippetError, match=message):
        snippet(tmp_path, text, name)


@pytest.mark.parametrize("name", ["sql.md", "sql.ja.md"])
def test_the_page_says_how_many_exercises_it_has(name):
    text = (ROOT / "docs" / "interview" / name).read_text(encoding="utf-8")
    said = re.search(r"^description: .*?(\d+)(?: SQL exercises|問)", text, re.M)
    assert int(said[1]) == len(re.findall(r"^\{% call exercise\(", text, re.M))
