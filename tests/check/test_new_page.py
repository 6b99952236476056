"""A new page comes in both languages with all its parts and its place in the nav, and no
check lets it pass before it is written. What its author forgets is named with the remedy."""

import datetime

import pytest

from macros import checks, facts, load, skeleton
from macros.bank import read
from macros.languages import pairs
from macros.site import DOCS, ROOT, MacroError
from tests import rules
from tests.check.test_pages import each_page, holds

TODAY = datetime.date(2026, 11, 22)
NAME = "topics/feature-flags"


@pytest.fixture
def project(tmp_path):
    (tmp_path / "docs" / "topics").mkdir(parents=True)
    (tmp_path / "docs" / "deep-dives").mkdir()
    (tmp_path / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    return tmp_path


def created(project):
    """Both pages as if they stood in docs/."""
    skeleton.create(NAME, TODAY, project)
    for end in (".md", ".ja.md"):
        text = (project / "docs" / f"{NAME}{end}").read_text(encoding="utf-8")
        yield load.parse(DOCS / f"{NAME}{end}", text)


def written(page):
    text = page.text.replace("WRITE: ", "").replace("minutes: 0", "minutes: 9")
    return load.parse(page.path, text)


@each_page
def test_nothing_is_left_to_be_written(page):
    holds(skeleton.unwritten(page))


def test_what_is_left_is_named_with_its_line(project):
    for page in created(project):
        named = list(skeleton.unwritten(page))
        assert len(named) == page.text.count("WRITE: ") > 40
        assert named[0].startswith(f"{page.shown}:2: still to be written: ")


def test_a_page_of_no_minutes_does_not_pass(project):
    english, _ = created(project)
    with pytest.raises(MacroError, match="minutes must be a whole number of minutes above 0"):
        facts.check(english)


def test_what_is_written_out_is_a_whole_page_in_both_languages(project):
    both = [written(page) for page in created(project)]
    for page in both:
        facts.check(page)
        checks.check_calls(page, {"page_facts"})
        assert not list(rules.anatomy(page)) and len(read.of_pages([page])) == 6
    assert not list(rules.headings(*both))
    assert not [m for pair in pairs.of_pages(both) for m in pairs.mismatches(pair)]


def test_the_page_is_the_last_of_its_folder_in_the_nav(project):
    skeleton.create("deep-dives/x", TODAY, project)
    before, after = load.nav_order(), load.nav_order(project / "mkdocs.yml")
    place = after.index("deep-dives/x.md")
    assert after[:place] + after[place + 1 :] == before
    assert before[place - 1].startswith("deep-dives/") and before[place].startswith("projects/")


@pytest.mark.parametrize("name", ["x", "projects/x", "topics/X", "topics/../x", "/topics/x"])
def test_a_name_that_no_page_can_have_is_refused(project, name):
    with pytest.raises(MacroError, match="must be like topics/feature-flags"):
        skeleton.create(name, TODAY, project)
    assert not list(project.rglob("*.md"))


def test_a_page_that_is_there_is_left_alone(project):
    page = project / "docs" / f"{NAME}.ja.md"
    page.write_text("kept")
    with pytest.raises(MacroError, match="feature-flags.ja.md is there already"):
        skeleton.create(NAME, TODAY, project)
    assert page.read_text() == "kept" and not page.with_name("feature-flags.md").exists()


NAV = {f"{NAME}.md"}
PAGE, JAPANESE = f"docs/{NAME}.md", f"docs/{NAME}.ja.md"


def checked(pages, nav=NAV):
    checks.check_pages(pages, nav, {"page_facts", "snippet", "recorded"})


def test_a_page_with_each_step_done_passes(project):
    checked([written(page) for page in created(project)])


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (
            lambda en, ja: ([en], NAV),
            f"{PAGE}:1: its other language is missing; add {JAPANESE}",
        ),
        (
            lambda en, ja: ([en, ja], set()),
            f"{PAGE}:1: not in the nav of mkdocs.yml; add the line `- {NAME}.md`",
        ),
        (
            lambda en, ja: ([with_text(en, "level: senior\n", ""), ja], NAV),
            f"{PAGE}:1: front matter: 'level' is missing; needed are checked, description,",
        ),
        (
            lambda en, ja: ([en, with_text(ja, "演習 {", "WRITE: 演習 {")], NAV),
            f"{JAPANESE}:91: still to be written: 演習",
        ),
        (
            lambda en, ja: ([calling(en, 'snippet("caching/stampeed", title="T")'), ja], NAV),
            "there is no snippet 'caching/stampeed'; did you mean caching/stampede?",
        ),
        (
            lambda en, ja: ([en, calling(ja, 'snippet("caching/stampede", part=1)')], NAV),
            "snippet(): no option 'part'; options are title, section, code, output",
        ),
        (
            lambda en, ja: ([calling(en, 'recorded("caching/stampede")'), ja], NAV),
            "recorded(): 'label' is missing",
        ),
    ],
    ids=["japanese", "nav", "front matter", "mark", "snippet", "option", "label"],
)
def test_a_forgotten_step_is_named_with_its_remedy(project, step, message):
    pages, nav = step(*(written(page) for page in created(project)))
    with pytest.raises(MacroError) as named:
        checked(pages, nav)
    assert message in str(named.value)


def calling(page, macro):
    return with_text(page, "\n## ", f"\n{{{{ {macro} }}}}\n\n## ")


def with_text(page, old, new):
    assert old in page.text
    return load.parse(page.path, page.text.replace(old, new, 1))
