"""The glossary is complete in both languages, and pages keep to it."""

import re

import pytest

from macros import load
from macros.languages import glossary, glossary_page, pairs, tooltips, usage
from macros.languages.matcher import finder
from macros.site import MacroError, Site
from tests.check.test_pages import PAGES, holds, written

pytestmark = pytest.mark.prose

ENTRY = """\
- id: saga
  en: {term: saga}
  ja: {term: サーガ, avoid: [サガ]}
  short: {en: Steps and their undoing., ja: 手順とその取り消し。}
- id: outbox
  en: {term: outbox, forms: [out box, as-is]}
  ja: {term: 送信箱, reading: そうしんばこ}
  short: {en: A table., ja: 表。}
"""


@pytest.fixture
def known(tmp_path):
    return read(tmp_path, ENTRY)


def read(folder, text):
    path = folder / "glossary.yaml"
    path.write_text(text, encoding="utf-8")
    glossary.terms.cache_clear()
    return glossary.terms(path)


def test_every_row_of_the_coverage_list_has_a_term():
    explained = {section for term in glossary.terms() for section in term.sections}
    rows = {f"{row.page}#{row.id}" for row in load.coverage()}
    assert rows <= explained, (
        f"macros/data/glossary.yaml: no term for {rows - explained}"
    )


def test_there_are_at_least_150_terms_with_a_definition():
    assert sum(bool(term.short) for term in glossary.terms()) >= 150


@pytest.mark.parametrize(
    "page", [p for p in PAGES if p.language == "ja"], ids=lambda page: page.shown
)
def test_no_page_uses_a_word_to_avoid(page):
    holds(usage.avoided(page))


def test_terms_of_an_english_section_are_in_its_japanese():
    holds(problem for pair in pairs.of_pages(PAGES) for problem in usage.unpaired(pair))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: outbox", "id: saga", "glossary.yaml:5: saga: stands in line 1"),
        ("out box", "Saga", "glossary.yaml:5: outbox: 'saga' has two meanings, .* line 1"),
        (", reading: そうしんばこ", "", "outbox: the reading of 送信箱 in hiragana"),
        ("{en: A table., ja: 表。}", "{en: A table.}", "outbox: short: 'ja' is missing"),
        ("A table.", "A" * 161, "outbox: short.en has 161 characters; 1 to 160"),
        ("表。", "表" * 81, "outbox: short.ja has 81 characters; 1 to 80"),
        ("forms:", "form:", "outbox: en: unknown key 'form'"),
        ("- id: outbox", "- id: outbox\n  related: [x]", "related: no term 'x'"),
        ("- id: outbox", "- id: outbox\n  sections: [x#y]", "no row x#y"),
        ("- id: outbox", "- id: outbox\n  flags: [rare]", "flags are common"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named(tmp_path, old, new, message):
    assert old in ENTRY
    with pytest.raises(MacroError, match=message):
        read(tmp_path, ENTRY.replace(old, new))


def uses(known, language, text):
    return [text[start:end] for start, end, _ in finder(language, known)(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sagas and a saga", ["Sagas", "saga"]),
        ("an out box, an out-box", ["out box", "out-box"]),
        ("a sagacious boutbox", []),
        ("as-is, as is", ["as-is"]),
    ],
)
def test_english_terms_are_found_in_their_forms(known, text, found):
    assert uses(known, "en", text) == found


def test_a_name_with_capitals_is_found_only_so(tmp_path):
    known = read(tmp_path, ENTRY.replace("term: saga}", "term: REST}"))
    assert uses(known, "en", "REST, and the rest") == ["REST"]


def test_a_short_katakana_term_is_not_found_inside_another_word(tmp_path):
    known = read(tmp_path, ENTRY.replace("term: サーガ", "term: リース"))
    assert uses(known, "ja", "リリースとリースとソースリース") == ["リース"]


def test_the_longest_term_is_found(tmp_path):
    known = read(
        tmp_path, ENTRY.replace("term: サーガ,", "term: 送信箱サーガ, reading: そ,")
    )
    assert uses(known, "ja", "送信箱サーガと送信箱") == ["送信箱サーガ", "送信箱"]


def test_a_word_to_avoid_is_named_with_the_right_one(tmp_path, known):
    page = written(tmp_path, "a.ja.md", "# あ\n\nサガを使います。サーガです。\n")
    (message,) = usage.avoided(page, known)
    assert message == f"{tmp_path}/a.ja.md:3: avoid: サガ: write サーガ"


def test_a_word_to_avoid_is_found_though_it_begins_with_a_term(tmp_path):
    known = read(tmp_path, ENTRY.replace("term: 送信箱,", "term: 送信箱, avoid: [送信箱表],"))
    page = written(tmp_path, "a.ja.md", "# あ\n\n送信箱表と送信箱です。\n")
    (message,) = usage.avoided(page, known)
    assert message.endswith("avoid: 送信箱表: write 送信箱")


def test_a_term_that_japanese_never_names_is_named(tmp_path, known):
    english = written(tmp_path, "a.md", "# A\n\nA saga. Sagas undo.\n")
    japanese = written(tmp_path, "a.ja.md", "# あ\n\n取り消します。\n")
    (pair,) = pairs.of_pages([english, japanese])
    (message,) = usage.unpaired(pair, known)
    assert "a.ja.md:1: a: term: English uses 'saga' 2 times, Japanese never" in message


@pytest.mark.parametrize(
    ("english", "japanese"),
    [("A saga.", "取り消します。"), ("A saga, a saga.", "サーガです。")],
    ids=["once", "named"],
)
def test_a_term_used_once_or_named_is_let_pass(tmp_path, known, english, japanese):
    here = written(tmp_path, "a.md", f"# A\n\n{english}\n")
    there = written(tmp_path, "a.ja.md", f"# あ\n\n{japanese}\n")
    (pair,) = pairs.of_pages([here, there])
    assert not list(usage.unpaired(pair, known))


def explained(markdown, language="en"):
    return re.findall(r"<abbr title=\"[^\"]+\">([^<]+)</abbr>",
                      tooltips.explain(markdown, language))  # fmt: skip


def test_the_first_use_in_each_section_is_explained():
    text = "Write skew. Write skew.\n\n## B { #b }\n\nWrite skew.\n"
    assert explained(text) == ["Write skew", "Write skew"]
    assert tooltips.explain(text, "en").count("Write skew") == 3


@pytest.mark.parametrize(
    "text",
    [
        "## Write skew { #write-skew }",
        "`write skew`",
        "[write skew](#x)",
        "```sql\nwrite skew\n```",
        '!!! note "Write skew"',
        '<figure class="plot">\n<text>write skew</text>\n</figure>',
        '<a title="write skew">x</a>',
    ],
)
def test_code_headings_links_and_drawings_are_left_alone(text):
    assert tooltips.explain(text, "en") == text


def test_a_tooltip_names_the_other_language_and_breaks_no_table():
    cell = tooltips.explain("| 書き込みスキュー | x |", "ja")
    assert 'title="write skew: ' in cell and cell.count("|") == 3


@pytest.mark.parametrize(
    ("reading", "before"),
    [
        ("かーど", "かい"),
        ("はーと", "はい"),
        ("ばっち", "はて"),
        ("きゃっしゅ", "きゆ"),
    ],
)
def test_long_marks_voicing_and_size_do_not_change_the_order(reading, before):
    assert glossary_page.order(reading) < glossary_page.order(before)


def test_both_languages_show_every_term_in_their_own_order():
    ids = {}
    for language, source in (("en", "glossary.md"), ("ja", "glossary.ja.md")):
        decided = glossary_page.decide(Site(source, 1, language, "../"))
        shown = [s for group in decided["groups"].values() for s in group]
        ids[language] = [s.term.id for s in shown]
        keys = [glossary_page._place(s.term, language) for s in shown]
        assert keys == sorted(keys)
    assert set(ids["en"]) == set(ids["ja"]) and ids["en"] != ids["ja"]
