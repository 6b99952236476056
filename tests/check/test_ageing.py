"""Facts that age are what their pages say, are due in time, and none is passed over."""

import datetime
import tomllib
from dataclasses import replace

import pytest

from macros import ageing, facts, load
from macros.ageing import __main__ as command
from macros.ageing import data, due
from macros.languages import japanese, usage
from macros.languages.flatten import Passage
from macros.search import sections
from macros.site import DOCS, ROOT, MacroError, Site

pytestmark = pytest.mark.prose

CAP = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["handbook"]["caps"]
FACTS = data.facts()
SITE = {
    "en": Site("ageing.md", 1, "en", "../"),
    "ja": Site("ageing.ja.md", 1, "ja", "../../"),
}
ENTRY = """- id: limes-price
  en: "Limes cost 3 USD"
  ja: "ライムは3 USD"
  where: shop#limes
  shows: "3 USD"
  source: https://limes.example/list
  kind: price
  checked: 2026-11-22
  again: 2027-02-22
"""
PAGE = "---\ndescription: x\nchecked: 2026-11-22\n---\n# A\n\n## L { #limes }\n\n"
PAGE += "They cost 3 USD ([list](https://limes.example/list)).\n"


def day(text):
    return datetime.date.fromisoformat(text)


def written(folder, text=ENTRY, page=PAGE):
    path = folder / "ageing.yaml"
    path.write_text(text, encoding="utf-8")
    (folder / "shop.md").write_text(page, encoding="utf-8")
    (folder / "shop.ja.md").write_text(PAGE, encoding="utf-8")
    return data.read(path, load.pages(folder))


def test_no_more_facts_were_passed_over_than_before():
    pages = load.pages(DOCS)
    late = [fact.id for fact in due.overdue(FACTS, due.looked_at(FACTS, pages))]
    assert len(late) <= CAP["overdue"], (
        f"{len(late)} facts were passed over when their page was looked at, at most "
        f"{CAP['overdue']} may be (pyproject.toml, [tool.handbook.caps]): read the source "
        f"of each and give it new dates in macros/data/ageing.yaml: {', '.join(late)}"
    )


def test_every_kind_has_its_facts_and_there_are_enough_of_them():
    assert {fact.kind for fact in FACTS} == set(data.KINDS) and len(FACTS) >= 60


def test_a_fact_is_one_line_in_each_language():
    rules = [rule for rule in japanese.rules() if "cell" in rule.kinds]
    assert rules
    for fact in FACTS:
        assert len(fact.text["en"]) < 150 and not fact.text["en"].endswith("."), fact.id
        assert len(fact.text["ja"]) < 110 and not fact.text["ja"].endswith("。"), fact.id
        for rule in rules:
            found = rule.found(Passage(1, "cell", fact.text["ja"]))
            assert not found, f"{fact.id}: {rule.name}: {found}"


def test_a_fact_uses_the_words_of_the_glossary():
    cells = "\n".join(f"- {fact.text['ja']}" for fact in FACTS)
    assert not list(usage.avoided(load.parse(DOCS / "a.ja.md", f"# あ\n\n{cells}\n")))


def test_an_entry_that_its_page_bears_out_is_read(tmp_path):
    (fact,) = written(tmp_path)
    assert (fact.page, fact.section, fact.host) == ("shop", "limes", "limes.example")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind: price", "kind: fruit", "ageing.yaml:1: limes-price: kind must be one of"),
        ("  kind: price\n", "", "limes-price: 'kind' is missing"),
        ("kind: price", "kind: price\n  note: x", "limes-price: unknown key 'note'"),
        ("shop#limes", "shap#limes", "there is no page 'shap'"),
        ("shop#limes", "shop#lemons", "shop.md has no section 'shop#lemons'"),
        ("shop#limes", "shop", "shop.md has no section 'shop'"),
        ('shows: "3 USD"', 'shows: "4 USD"', r"md:7: the section no longer shows '4 USD'"),
        ("/list\n", "/other\n", "does not name the source https://limes.example/other"),
        ("https://limes", "limes", "source must be an address"),
        ("2027-02-22", "2027-02-23", "again must be after 2026-11-22 and, for a price, by"),
        ("2027-02-22", "2026-11-22", "again must be after 2026-11-22"),
        ("2027-02-22", "soon", "again must be a date"),
        ("2027-02-22", "2027-02-30", "not YAML: day is out of range"),
        ('"Limes cost 3 USD"', '"Limes\\ncost"', "en must be one line of text"),
        ("- id: limes-price\n", "a:\n", "must be a list; each entry begins with `- id:`"),
    ],
)
def test_a_mistake_is_named_with_line_and_remedy(tmp_path, old, new, message):
    assert old in ENTRY
    with pytest.raises(MacroError, match=message):
        written(tmp_path, ENTRY.replace(old, new))


def test_an_id_stands_once(tmp_path):
    with pytest.raises(MacroError, match=r"ageing.yaml:10: limes-price stands there twice"):
        written(tmp_path, ENTRY * 2)


def test_a_page_that_no_longer_says_it_is_named(tmp_path):
    with pytest.raises(MacroError, match=r"shop\.md:7: .* no longer shows '3 USD'"):
        written(tmp_path, page=PAGE.replace("3 USD", "4 USD"))


def three(tmp_path):
    (fact,) = written(tmp_path)
    return [
        fact,
        replace(fact, id="late", again=day("2027-01-01")),
        replace(fact, id="other-page", where="home#limes", again=day("2027-01-10")),
    ]


def test_what_waits_longest_comes_first_and_what_is_not_due_does_not(tmp_path):
    found = due.due(three(tmp_path), day("2027-02-01"))
    waited = [(item.fact.id, item.days) for item in found]
    assert waited == [("late", 31), ("other-page", 22)]


def test_a_fact_is_due_on_its_day(tmp_path):
    assert not due.due(written(tmp_path), day("2027-02-21"))
    assert [item.days for item in due.due(written(tmp_path), day("2027-02-22"))] == [0]


def test_time_alone_makes_nothing_overdue(tmp_path):
    every = three(tmp_path)
    assert not due.overdue(every, due.looked_at(every, load.pages(tmp_path)))


def test_who_dates_a_page_anew_passes_over_what_was_due_on_it(tmp_path):
    every = three(tmp_path)
    later = PAGE.replace("2026-11-22", "2027-01-05")
    (tmp_path / "shop.md").write_text(later, encoding="utf-8")
    days = due.looked_at(every, load.pages(tmp_path))
    assert [fact.id for fact in due.overdue(every, days)] == ["late"]


def test_who_checks_a_fact_passes_over_what_was_due_on_the_same_page(tmp_path):
    first, *others = three(tmp_path)
    every = [replace(first, checked=day("2027-03-01"), again=day("2027-05-01")), *others]
    days = due.looked_at(every, load.pages(tmp_path))
    assert [fact.id for fact in due.overdue(every, days)] == ["late"]


def test_the_list_says_what_where_by_which_source_and_how_long(tmp_path):
    text = due.listing(three(tmp_path), day("2027-01-02"))
    row = "| Limes cost 3 USD | `shop#limes` | <https://limes.example/list> "
    assert f"{row}| 2027-01-01 | 1 |" in text.splitlines() and text.count("limes.example") == 1
    assert due.listing(three(tmp_path), day("2026-12-01")) == ""


def test_the_command_writes_the_list_and_never_fails(tmp_path, capsys):
    into = tmp_path / "due.md"
    command.main(["due", "--on", "2020-01-01", "--into", str(into)])
    assert into.read_text() == "" and "0 of " in capsys.readouterr().out
    command.main(["due", "--on", "2040-01-01", "--into", str(into)])
    assert into.read_text().count("\n| ") == len(FACTS) + 2
    assert f"{len(FACTS)} of {len(FACTS)} facts are due" in capsys.readouterr().out


@pytest.mark.parametrize("language", SITE)
def test_the_page_leads_from_each_fact_to_its_section_and_its_source(language):
    text = ageing.render(SITE[language], ageing.decide(SITE[language]))
    prefix = "../" if language == "en" else "../../ja/"
    for fact in FACTS:
        assert f'href="{prefix}{fact.page}/#{fact.section}"' in text, fact.id
        assert f"<time>{fact.checked}</time> → <time>{fact.again}</time>" in text
    assert text.count("<table") == len(data.KINDS)


def test_the_search_leaves_the_tables_out():
    text = ageing.render(SITE["en"], ageing.decide(SITE["en"]))
    (page,) = sections.read(f"<h1 id='a'>Facts that age</h1>{text}")
    assert page.prose == ""


def test_the_facts_of_a_page_name_the_next_check():
    fact = ageing.next_due("topics/caching")
    assert fact.again == min(f.again for f in FACTS if f.page == "topics/caching")
    site = Site("topics/caching.ja.md", 1, "ja", "../../../")
    line = facts.render(site, facts.of_page(site))
    assert f'<dt>次の確認期限</dt><dd><a href="../../../ja/ageing/">{fact.again}</a>' in line


def test_a_page_without_such_facts_names_no_check(monkeypatch):
    monkeypatch.setattr(ageing, "facts", lambda: ())
    site = Site("topics/caching.md", 1, "en", "../../")
    assert "Next check by" not in facts.render(site, facts.of_page(site))
