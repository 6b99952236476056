"""The checklist says in both languages what ready means, and each item leads somewhere."""

import pytest

from macros import checklist, load
from macros.bank import collect
from macros.bank.read import LEVELS
from macros.languages import japanese
from macros.languages.flatten import Passage
from macros.site import LANGUAGES, MacroError

pytestmark = pytest.mark.prose

ENTRIES = load.read_yaml(checklist.PATH)
ROUNDS = collect.the_rounds().pages
each_language = pytest.mark.parametrize("language", LANGUAGES)


def areas(language, entries=ENTRIES):
    pages = checklist.pages_of(entries, language)
    return checklist.areas(entries, ROUNDS, pages, language)


def test_the_list_of_the_project_is_right():
    checklist.check(ENTRIES, ROUNDS)


@each_language
def test_every_item_leads_to_a_section_that_is_there(language):
    assert all(item.title for area in areas(language) for item in area.items)


def test_every_topic_and_every_round_says_what_ready_means_at_each_level():
    named = {entry.get("page", entry.get("id")) for entry in ENTRIES}
    topics = {row.page for row in load.coverage() if row.page.startswith("topics/")}
    assert named == topics | set(collect.the_rounds().names) | {"resume", "deployed-service"}
    assert len(topics) == 14
    for entry in ENTRIES:
        levels = [item["level"] for item in entry["items"]]
        assert all(1 <= levels.count(level) <= 3 for level in LEVELS), entry


def test_english_sentences_are_in_the_first_person_or_name_a_thing():
    for area in areas("en"):
        for item in area.items:
            assert item.text.endswith(".") and len(item.text) < 120, item.text


def test_japanese_sentences_keep_the_rules_of_the_prose():
    for area in areas("ja"):
        for item in area.items:
            passage = Passage(1, "item", item.text)
            for rule in japanese.rules():
                if "item" in rule.kinds:
                    assert not rule.found(passage), f"{rule.name}: {item.text}"


def changed(**change):
    entry = ENTRIES[0]
    items = [{**entry["items"][0], **change}, *entry["items"][1:]]
    return [{**entry, "items": items}]


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (changed(level="junior"), "resume-keywords: level: one of mid, senior, staff"),
        (changed(colour="red"), "unknown key 'colour'"),
        (changed(id="numbers"), "interview/resume-numbers stands there twice"),
        ([ENTRIES[0] | {"round": "chess"}], "round: 'chess' is none of"),
        ([{"page": "topics/none", "items": []}], "topics/none has no round"),
        ([ENTRIES[0] | {"items": ENTRIES[0]["items"][:2]}], "no item of the level s"),
    ],
)
def test_a_mistake_in_the_list_is_named(entries, message):
    with pytest.raises(MacroError, match=message):
        checklist.check(entries, ROUNDS)


def test_an_item_that_leads_nowhere_is_named():
    with pytest.raises(MacroError, match="resume-keywords: to: no section interview#nothing"):
        areas("en", changed(to="interview#nothing"))
