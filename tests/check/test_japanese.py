"""Japanese reads as a Japanese editor would write it; each rule carries its examples."""

import pytest

from macros import load
from macros.languages import japanese
from macros.languages.flatten import OBJECT, Passage, code_spans, flatten
from macros.site import MacroError
from tests.check.test_pages import PAGES, holds, written

pytestmark = pytest.mark.prose

JAPANESE = [page for page in PAGES if page.language == "ja"]
CATCHES = [(rule, text) for rule in japanese.rules() for text in rule.catches]
PASSES = [(rule, text) for rule in japanese.rules() for text in rule.passes]


def named(case):
    return case.name if isinstance(case, japanese.Rule) else case


@pytest.mark.parametrize("page", JAPANESE, ids=lambda page: page.shown)
def test_no_page_breaks_a_rule(page):
    holds(japanese.problems(page))


@pytest.mark.parametrize(("rule", "text"), CATCHES, ids=named)
def test_a_rule_catches(rule, text):
    kind = "paragraph" if "paragraph" in rule.kinds else min(rule.kinds)
    assert rule.found(Passage(1, kind, text))


@pytest.mark.parametrize(("rule", "text"), PASSES, ids=named)
def test_a_rule_lets_pass(rule, text):
    for kind in rule.kinds:
        assert not rule.found(Passage(1, kind, text))


def found(tmp_path, body):
    return list(japanese.problems(written(tmp_path, "a.ja.md", f"# あ\n\n{body}\n")))


def test_a_finding_names_the_line_the_rule_and_the_remedy(tmp_path):
    (message,) = found(tmp_path, "値を消す。")
    assert message == (
        f"{tmp_path}/a.ja.md:3: plain-form: す。: end the sentence with です or ます"
    )


@pytest.mark.parametrize(
    "body",
    [
        '!!! note "題"\n\n    値を消す。',
        '=== "題"\n\n    値を消す。',
        "- 値を消す。",
        "1.  値を消す。",
        "値は`a`を消す。",
        "**値を消す。**",
        "[値](b.md)を消す。",
    ],
)
def test_prose_is_read_wherever_it_stands(tmp_path, body):
    assert len(found(tmp_path, body)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "```text\n値を消す。\n```",
        "`値を消す。`です。",
        "<!-- 値を消す。 -->",
        '{{ snippet("d/x", title="題") }}',
        "| 値を消す |\n| --- |\n| 消す。 |",
    ],
)
def test_code_and_comments_are_no_prose_and_cells_need_no_sentence(tmp_path, body):
    assert found(tmp_path, body) == []


def test_words_of_macro_calls_and_fences_are_read(tmp_path):
    body = (
        '{{ plot("d/x", title="Ａ", labels=["ｶ"]) }}\n\n``` { .mermaid alt="Ｃ" }\n```'
    )
    rules = [message.split(": ")[1] for message in found(tmp_path, body)]
    assert rules == ["full-width", "full-width", "half-width-kana"]


def test_a_paragraph_on_two_lines_is_named(tmp_path):
    (message,) = found(tmp_path, "値を消します。\n次に読みます。")
    assert "a.ja.md:4: one-line-paragraph" in message


def test_a_line_is_let_pass_with_its_reason(tmp_path):
    assert not found(tmp_path, "値を消す。 <!-- allow plain-form: a quotation -->")


def test_flattened_prose_keeps_its_lines():
    text = "# A\n\n```\nx\n```\n\n| a | `b|c` |\n| --- | --- |\n| d | e |\n\n*f* **g** [h](i)\n"
    assert [(p.line, p.kind, p.text) for p in flatten(text)] == [
        (1, "heading", "A"),
        (7, "cell", "a"),
        (7, "cell", OBJECT),
        (9, "cell", "d"),
        (9, "cell", "e"),
        (11, "paragraph", "f g h"),
    ]


def test_code_spans_leave_fences_and_macros_out():
    assert code_spans('`a` {{ recorded("b", "`c`") }}\n\n```\n`d`\n```\n') == ["a"]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("pattern: x", "'catches' is missing"),
        ("{pattern: '(', remedy: y, catches: [], passes: []}", "pattern: "),
        ("{pattern: x, remedy: y, catches: [], passes: [], kinds: [z]}", "kinds are"),
    ],
    ids=["missing", "pattern", "kind"],
)
def test_a_wrong_rule_is_named(tmp_path, entry, message):
    path = tmp_path / "japanese.yaml"
    path.write_text(f"r:\n  {entry}\n", encoding="utf-8")
    with pytest.raises(MacroError, match=f"japanese.yaml: r: .*{message}"):
        japanese.rules(path)


def test_the_description_is_read(tmp_path):
    page = load.parse(tmp_path / "a.ja.md", "---\ndescription: Ａです。\n---\n\n# あ\n")
    assert "a.ja.md:2: full-width" in next(japanese.problems(page))
