"""The map of the field has every page of the coverage list once, and every section."""

import pytest

from macros import field_map, load
from macros.load import Row
from macros.site import LANGUAGES, MacroError

ROWS = (Row("topics/a", "one", "One", "一", "read"), Row("roadmap", "x", "X", "エ", "read"))


def layer(*pages):
    words = dict.fromkeys(("en", "ja", "says_en", "says_ja"), "ground")
    return words | {"pages": list(pages)}


def test_the_map_of_the_project_is_whole():
    field_map.check(load.read_yaml(field_map.PATH), load.coverage())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_that_answers_a_row_is_on_the_map(language):
    pages = {p.name: p for p in load.pages() if p.language == language}
    entries = load.read_yaml(field_map.PATH)
    found = field_map.layers(entries, load.coverage(), pages, language)
    shown = {(p.name, s.id) for each in found for p in each.places for s in p.sections}
    assert shown == {(r.page, r.id) for r in load.coverage() if "/" in r.page and r.page in pages}


@pytest.mark.parametrize(
    "entries, problem",
    [
        ([layer()], "topics/a is missing; add it to the layer it belongs to"),
        ([layer("topics/a"), layer("topics/a")], "topics/a stands there twice"),
        ([layer("topics/a", "topics/b")], "topics/b: coverage.yaml has no such page"),
        ([layer("topics/a") | {"color": "red"}], "layer 1: unknown key 'color'"),
    ],
)
def test_a_map_with_a_hole_names_the_page(entries, problem):
    with pytest.raises(MacroError, match=problem):
        field_map.check(entries, ROWS)
