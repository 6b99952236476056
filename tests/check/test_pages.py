"""A page is the same page in both languages, and complete."""

import re
from types import SimpleNamespace

import pytest

from macros import facts, load
from macros.languages import pairs
from macros.site import DOCS, ROOT, MacroError
from snippets.runner.catalog import discover
from tests import rules

pytestmark = pytest.mark.prose

PAGES = load.pages()
ENGLISH = [p for p in PAGES if p.language == "en"]
TOPICS = [p for p in PAGES if p.name.startswith("topics/")]
PROJECTS = [p for p in PAGES if p.name.startswith("projects/")]
ROWS = load.coverage()


def snippets_by_name():
    found = {}
    for s in discover():
        found.setdefault(s.name, []).append(s)
        found.setdefault(f"{s.name}{s.path.suffix}", []).append(s)
    return found


def other(page):
    path = DOCS / f"{page.name}.ja.md"
    if not path.exists():
        pytest.skip(f"{path.name} is missing: test_every_page_has_both_languages fails")
    return load.page(path)


def holds(problems):
    found = list(problems)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


each_page = pytest.mark.parametrize("page", PAGES, ids=lambda p: p.shown)
each_english = pytest.mark.parametrize("page", ENGLISH, ids=lambda p: p.shown)
each_topic = pytest.mark.parametrize("page", TOPICS, ids=lambda p: p.shown)
each_project = pytest.mark.parametrize("page", PROJECTS, ids=lambda p: p.shown)


def test_every_page_has_both_languages():
    holds(pairs.missing(PAGES))


@each_page
def test_front_matter_is_complete_and_known(page):
    facts.check(page)


@each_english
def test_every_section_has_its_japanese(page):
    holds(rules.headings(page, other(page)))


@each_english
def test_both_languages_show_the_same_evidence(page):
    holds(rules.same_evidence(page, other(page)))


@each_page
def test_every_row_of_the_coverage_list_is_proven(page):
    rows = [row for row in ROWS if row.page == page.name]
    holds(rules.covered(page, rows, snippets_by_name()))


@each_topic
def test_a_topic_has_all_its_parts(page):
    holds(rules.anatomy(page))


@each_project
def test_a_project_has_all_its_parts(page):
    holds(rules.anatomy(page, rules.OF_A_PROJECT))


@each_page
def test_no_fence_retypes_a_snippet(page):
    holds(rules.short_fences(page))


def test_every_snippet_is_shown_in_both_languages():
    holds(rules.used_in_both(discover(), PAGES))


def test_each_recipe_that_github_shows_leads_to_its_section():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\((docs/[^#)]+)#([a-z-]+)\)", text)
    there = {(p.shown, s.id) for p in PAGES for s in p.sections}
    assert len(links) == 8 and not set(links) - there


def written(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load.page(path)


def test_a_missing_japanese_page_is_named(tmp_path):
    problems = list(pairs.missing([written(tmp_path, "a.md", "# A\n")]))
    assert problems == [
        f"{tmp_path}/a.md:1: its other language is missing; add docs/a.ja.md"
    ]


def test_a_missing_japanese_heading_is_named(tmp_path):
    english = written(tmp_path, "a.md", "# A\n\n## B { #b }\n")
    japanese = written(tmp_path, "a.ja.md", "# あ\n")
    assert list(rules.headings(english, japanese)) == [
        f"{tmp_path}/a.ja.md: no heading ## {{ #b }}, which the other language has; add it"
    ]


def test_a_heading_without_an_id_is_named(tmp_path):
    page = written(tmp_path, "a.md", "# A\n\n## B\n")
    assert "a.md:3: heading 'B' has no id" in next(rules.headings(page, page))


def test_a_heading_inside_a_fence_is_none(tmp_path):
    page = written(tmp_path, "a.md", "# A\n\n```sh\n## comment\n```\n")
    assert not list(rules.headings(page, page))


def test_evidence_in_one_language_alone_is_named(tmp_path):
    english = written(tmp_path, "a.md", '# A\n\n{{ snippet("d/x", title="X") }}\n')
    japanese = written(tmp_path, "a.ja.md", "# あ\n")
    assert 'a.ja.md: does not call snippet("d/x")' in next(
        rules.same_evidence(english, japanese)
    )


def test_a_row_without_section_or_proof_is_named(tmp_path):
    page = written(tmp_path, "a.md", "# A\n\n## L { #locks }\n\ntext\n")
    rows = [
        load.Row("a", "locks", "Locks", "ロック", "run", ("postgresql",)),
        load.Row("a", "deadlocks", "Deadlocks", "デッドロック", "run"),
    ]
    problems = "\n".join(rules.covered(page, rows, {}))
    assert "locks: shows no snippet" in problems
    assert "locks: no snippet of it runs on postgresql" in problems
    assert "no section { #deadlocks }" in problems


def test_a_topic_without_questions_is_named(tmp_path):
    page = written(tmp_path, "a.md", "# A\n\n## Q { #questions }\n")
    assert any("0 questions under { #questions-mid }" in p for p in rules.anatomy(page))


@pytest.mark.parametrize(
    "below", ["", "- Somebody said so.\n", "## X { #x }\n\n[a](https://a)\n"]
)
def test_sources_without_one_are_named_with_the_line_to_add(tmp_path, below):
    page = written(tmp_path, "a.md", f"# A\n\n## S {{ #sources }}\n\n{below}")
    told = [p for p in rules.anatomy(page) if "no source under" in p]
    assert told[0].startswith(f"{tmp_path}/a.md:3: ")
    assert "`- [title](https://" in told[0]


def test_sources_with_one_are_let_pass(tmp_path):
    page = written(tmp_path, "a.md", "# A\n\n## S { #sources }\n\n- [a](https://a): b.\n")
    assert not [p for p in rules.anatomy(page) if "no source" in p]


def test_a_missing_part_is_named_with_its_heading(tmp_path):
    page = written(tmp_path, "a.md", "# A\n")
    heading = "add the heading `## ... { #trade-offs }`"
    assert any(heading in problem for problem in rules.anatomy(page))


def test_where_japanese_is_missing_one_message_is_enough():
    with pytest.raises(pytest.skip.Exception, match="gone.ja.md is missing"):
        other(SimpleNamespace(name="topics/gone"))


def test_a_long_fence_is_named(tmp_path):
    page = written(tmp_path, "a.md", "# A\n\n```sql\n" + "select 1;\n" * 5 + "```\n")
    assert "a.md:3: a fence of 5 lines" in next(rules.short_fences(page))


def test_a_snippet_that_no_page_shows_is_named():
    problems = list(rules.used_in_both(discover()[:1], []))
    assert len(problems) == 2 and "no en page shows it" in problems[0]


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("description: x\nauthor: y\n", "unknown key 'author'"),
        ("{}\n", "'description' is missing"),
        ("description: [\n", "not YAML"),
    ],
)
def test_wrong_front_matter_is_named(tmp_path, front, message):
    with pytest.raises(MacroError, match=message):
        facts.check(written(tmp_path, "a.md", f"---\n{front}---\n\n# A\n"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("description: x\n---\n\n# A\n", "front matter is missing; begin with `---`"),
        ("---\ndescription: x\n\n# A\n", "front matter never ends; add a line `---`"),
    ],
)
def test_front_matter_without_its_fences_is_named(tmp_path, text, message):
    with pytest.raises(MacroError, match=f"a.md:1: {message}"):
        facts.check(written(tmp_path, "a.md", text))
