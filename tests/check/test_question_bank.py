"""The question bank has every question of every page, of one form, in both languages."""

import json
import re

import pytest

from macros import load
from macros.bank import collect, counts, markup, read, rounds
from macros.bank.read import LEVELS
from macros.site import LANGUAGES, MacroError

pytestmark = pytest.mark.prose

LEAST = 300
each_language = pytest.mark.parametrize("language", LANGUAGES)


def of(language):
    return [q for q in collect.questions() if q.language == language]


@each_language
def test_there_are_enough_each_with_its_level_and_round(language):
    found = collect.cards(language)
    assert len(found) >= LEAST
    assert {card.level for card in found} == set(LEVELS)
    assert {card.round for card in found} == set(collect.the_rounds().names)


@each_language
def test_every_question_below_a_level_is_in_the_bank(language):
    written = 0
    for page in load.pages():
        for section in page.sections if page.language == language else ():
            if section.id in [f"questions-{level}" for level in LEVELS]:
                text = load.without_fences(section.own)
                written += len(re.findall(r"^\?\?\?\+? question", text, re.M))
    assert len(of(language)) == written


def test_both_languages_have_the_same_questions_in_the_same_order():
    english, japanese = (
        [(q.id, q.level, len(q.levels), len(q.next)) for q in of(lang)] for lang in LANGUAGES
    )
    assert english == japanese


@each_language
def test_each_says_what_is_asked_next(language):
    assert [q.where for q in of(language) if not q.next] == []


@each_language
def test_each_says_what_is_heard_at_each_level(language):
    assert [q.where for q in of(language) if not q.levels] == []


@each_language
def test_every_link_of_a_card_leads_to_a_section(language):
    ending = "ja/" if language == "ja" else ""
    sections = {
        f"{ending}{page.name}/#{section.id}"
        for page in load.pages()
        for section in page.sections
        if page.language == language
    }
    for card in collect.cards(language):
        for html in (*card.answer, *card.levels, *card.next):
            for link in re.findall(rf'href="{markup.TOP}([^"]+)"', html):
                assert link in sections or link.endswith("/"), f"{card.id}: {link}"


@each_language
def test_the_file_of_the_drill_has_every_question_as_html(language):
    rows = json.loads(collect.as_json(language))
    assert [row["id"] for row in rows] == [q.id for q in of(language)]
    text = collect.as_json(language)
    assert not [left for left in ("{{", "](", "**") if left in re.sub(r"<code>.*?</code>", "", text)]


@each_language
def test_the_tables_count_each_question_once(language):
    questions = of(language)
    titles = collect.titles(language)
    for lines in (
        counts.by_round(collect.the_rounds(), questions, language),
        counts.by_page(questions, titles),
    ):
        assert sum(line.counts[-1] for line in lines) == len(questions)
        assert all(sum(line.counts[:-1]) == line.counts[-1] for line in lines)


def test_no_round_is_given_to_a_page_without_questions():
    there, later = {q.page for q in collect.questions()}, {row.page for row in load.coverage()}
    later |= {"interview/sql", "interview/design"}
    assert set(collect.the_rounds().pages) <= there | later


FORM = '# A\n\n## Q {{ #questions }}\n\n### Mid {{ #questions-mid }}\n\n{}\n'
GOOD = '??? question "Why?"\n\n    - Because, see [there](#there).\n      And more.\n'


def page(tmp_path, text, name="a.md"):
    path = tmp_path / name
    path.write_text(FORM.format(text), encoding="utf-8")
    return load.page(path)


def test_a_question_is_read_with_its_answer_and_what_is_asked_next(tmp_path):
    text = f'{GOOD}    - **Asked next:** And then? See [here](#here).\n\n{GOOD}'
    first, second = read.of_pages([page(tmp_path, text)])
    assert (first.id, second.id) == ("a#questions-mid-1", "a#questions-mid-2")
    assert first.answer == ("Because, see [there](#there). And more.",)
    assert first.next == ("And then? See [here](#here).",)
    assert (second.next, second.where) == ((), f"{tmp_path}/a.md:13")


HEARD = "    - **Mid:** One.\n    - **Senior:** Two.\n    - **Staff:** Three.\n"


def test_what_is_heard_at_each_level_stands_between_the_answer_and_what_is_asked_next(tmp_path):
    text = f"{GOOD}{HEARD}    - **Asked next:** [x](#x)\n"
    (question,) = read.of_pages([page(tmp_path, text)])
    assert question.levels == ("**Mid:** One.", "**Senior:** Two.", "**Staff:** Three.")
    assert (len(question.answer), len(question.next)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD + HEARD.replace("Senior", "Junior"), r"a\.md:7: say what is heard at each level"),
        (GOOD + HEARD + HEARD, r"a\.md:7: say what is heard at each level"),
        (GOOD + HEARD + "    - More.\n", r"a\.md:7: its bullets stand in this order: the answer"),
        (GOOD + "    - **Asked next:** [x](#x)\n" + HEARD, r"stand in this order: .*Asked next:$"),
        ('??? question\n\n    - Because.\n', r"a\.md:7: a question without words"),
        ('??? question "Why?"\n\nText.\n', r"a\.md:7: a question without an answer"),
        ('??? question "Why?"\n\n    Because.\n', r"a\.md:9: an answer is a list of bullets"),
        (GOOD + "    - **Asked next:** Then?\n", r"a\.md:7: .*needs a link"),
        (GOOD + "    - **Asked next**: Then? [x](#x)\n", r"must be spelt \*\*Asked next:\*\*"),
        (GOOD + "    - **Asked next:** [x](#x)\n    - More.\n", r"stand in this order"),
    ],
)
def test_a_question_of_another_form_is_named_with_its_line(tmp_path, text, message):
    with pytest.raises(MacroError, match=message):
        read.of_pages([page(tmp_path, text)])


def test_a_question_in_one_language_alone_is_named(tmp_path):
    pages = [page(tmp_path, GOOD + "\n" + GOOD), page(tmp_path, GOOD, "a.ja.md")]
    (problem,) = read.unlike(read.of_pages(pages))
    assert problem == f"{tmp_path}/a.md:12: a#questions-mid-2 is missing in Japanese; add it there"


def test_a_follow_up_in_one_language_alone_is_named(tmp_path):
    more = GOOD + "    - **続けて聞かれること:** [x](#x)\n"
    pages = [page(tmp_path, GOOD), page(tmp_path, more, "a.ja.md")]
    (problem,) = read.unlike(read.of_pages(pages))
    assert problem.startswith(f"{tmp_path}/a.ja.md:7: 1 follow-ups, English ({tmp_path}/a.md:7) has 0")


def test_a_macro_other_than_recorded_is_refused(tmp_path):
    (question,) = read.of_pages([page(tmp_path, GOOD)])
    with pytest.raises(MacroError, match=r"a\.md:7: only recorded\(\) may stand"):
        markup.Markup().line(question, "{{ glossary() }}")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"pages": {"a": "chess"}}, "'chess' is none of coding"),
        ({"exceptions": {"a#questions-mid-1": "coding"}}, "is what its page is; remove it"),
        ({"rounds": {"coding": {"en": "Coding"}}}, "'ja' is missing"),
        ({"otherwise": "chess"}, "otherwise: a page: 'chess' is none of coding"),
        ({"colour": {}}, "unknown key 'colour'"),
    ],
)
def test_a_mistake_in_the_rounds_is_named(change, message):
    right = {
        "rounds": {"coding": {"en": "Coding", "ja": "コーディング"}},
        "pages": {"a": "coding"},
        "exceptions": {},
        "otherwise": "coding",
    }
    with pytest.raises(MacroError, match=message):
        rounds.parse(right | change)


def test_a_page_that_has_no_round_of_its_own_has_that_of_the_rest(tmp_path):
    (question,) = read.of_pages([page(tmp_path, GOOD)])
    assert rounds.Rounds({}, {}, {}, "coding").of(question) == "coding"
    assert rounds.Rounds({}, {"a": "sql"}, {}, "coding").of(question) == "sql"


def test_an_exception_without_a_question_is_named(tmp_path):
    (question,) = read.of_pages([page(tmp_path, GOOD)])
    given = rounds.Rounds({}, {"a": "coding"}, {"a#questions-mid-2": "sql"}, "sql")
    with pytest.raises(MacroError, match="there is no question a#questions-mid-2"):
        rounds.check(given, [question])
