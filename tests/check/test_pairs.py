"""The two languages of a section change together, or somebody is told which, and what."""

import subprocess
import tomllib

import pytest

from macros import load
from macros.languages import allowed, japanese, lock, pairs, structure
from macros.site import MacroError
from snippets.runner.catalog import ROOT
from tests.check.test_pages import PAGES, holds, written

pytestmark = pytest.mark.prose

PAIRS = pairs.of_pages(PAGES)
CAPS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["handbook"]["caps"]
ALLOWABLE = {rule.name for rule in japanese.rules()} | set(structure.PARTS)
ALLOWABLE |= {"numbers", "avoid", "term"}


def test_no_section_changed_in_one_language_alone():
    holds(lock.drift(PAIRS))


def test_every_section_has_the_same_parts_and_numbers_in_both_languages():
    holds(problem for pair in PAIRS for problem in pairs.mismatches(pair))


def test_sections_of_one_language_alone_grow_fewer():
    behind = [p.name for p in PAIRS if p.behind]
    assert len(behind) <= CAPS["behind"], (
        f"{len(behind)} sections are behind, at most {CAPS['behind']} may be "
        f"(pyproject.toml, [tool.handbook.caps]); write one of {', '.join(behind)}"
    )


def test_every_exception_to_a_rule_has_a_reason():
    holds(
        problem
        for page in PAGES
        for problem in allowed.problems(page.shown, page.text, ALLOWABLE)
    )


def test_exceptions_to_rules_grow_fewer():
    count = sum(len(list(allowed.in_lines(page.text))) for page in PAGES)
    assert count <= CAPS["allowed"], (
        f"{count} lines are allowed to break a rule, at most {CAPS['allowed']} may "
        "(pyproject.toml, [tool.handbook.caps]); mend one instead"
    )


ENGLISH = "# A\n\n## Locks { #locks }\n\nIt waits 5 s. Then it fails.\n\n- `a`\n- b\n"
JAPANESE = (
    "# あ\n\n## ロック { #locks }\n\n5秒待ちます。その後に失敗します。\n\n- `a`\n- い\n"
)


class Book:
    """Two pages and their lock, in a folder of their own under git."""

    def __init__(self, folder):
        self.folder, self.lock = folder, folder / "pairs.txt"
        self.git("init", "-q")
        self.write(ENGLISH, JAPANESE)
        for name in ("a", "a#locks"):
            lock.accept(name, self.pairs(), self.lock)
        self.git("add", ".")
        author = ("-c", "user.name=A", "-c", "user.email=a@example.invalid")
        self.git(*author, "commit", "-qm", "x")

    def git(self, *words):
        subprocess.run(["git", "-C", self.folder, *words], check=True)

    def write(self, english=ENGLISH, japanese=JAPANESE):
        (self.folder / "a.md").write_text(english, encoding="utf-8")
        (self.folder / "a.ja.md").write_text(japanese, encoding="utf-8")

    def pairs(self):
        return pairs.of_pages(load.pages(self.folder))

    def drift(self):
        return list(lock.drift(self.pairs(), self.lock))

    def mismatches(self):
        return [m for pair in self.pairs() for m in pairs.mismatches(pair)]


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)


def test_pages_that_were_compared_are_left_alone(book):
    assert book.drift() == [] and book.mismatches() == []


def test_a_change_of_one_side_names_the_section_the_change_and_the_command(book):
    book.write(english=ENGLISH.replace("Then it fails.", "Then it is retried."))
    (message,) = book.drift()
    assert "a.md:3: a#locks: English changed since last compared" in message
    assert "-Then it fails." in message and "+Then it is retried." in message
    assert "Compare with" in message and "a.ja.md:3" in message
    assert message.endswith("make accept SECTION=a#locks")


def test_a_change_of_both_sides_asks_for_a_comparison_too(book):
    book.write(
        ENGLISH.replace("fails", "ends"), JAPANESE.replace("失敗します", "終わります")
    )
    (message,) = book.drift()
    assert "English and Japanese changed" in message


def test_without_the_old_text_the_change_is_still_named(book):
    (book.folder / ".git").rename(book.folder / "gone")
    book.write(english=ENGLISH.replace("fails", "ends"))
    (message,) = book.drift()
    assert "not in the history" in message and "make accept" in message


def test_blank_lines_and_spaces_at_line_ends_are_no_change(book):
    book.write(english=ENGLISH.replace("\n\n", "  \n\n\n"))
    assert book.drift() == []


def test_a_new_section_asks_for_a_comparison(book):
    book.write(ENGLISH + "\n## New { #new }\n", JAPANESE + "\n## 新規 { #new }\n")
    (message,) = book.drift()
    assert "a#new: never compared" in message


def test_a_section_still_to_be_written_waits_to_be_compared(book):
    book.write(f"{ENGLISH}\n## New {{ #new }}\n\nWRITE: what it is.\n", f"{JAPANESE}\n## 新規 {{ #new }}\n")
    assert book.drift() == []
    with pytest.raises(MacroError, match=r"a#new: a mark WRITE: is left there"):
        lock.accept("a#new", book.pairs(), book.lock)


def test_a_section_that_is_gone_is_named_and_can_be_taken_out(book):
    book.write("# A\n", "# あ\n")
    (message,) = book.drift()
    assert "pairs.txt:4: a#locks: no such section in both languages" in message
    assert lock.accept("a#locks", book.pairs(), book.lock) == "a#locks: taken out"
    assert book.drift() == []


@pytest.mark.parametrize(
    ("line", "message"),
    [("a#locks 1", "not three words"), ("a#locks 1 2\na#locks 1 2", "twice")],
    ids=["short", "twice"],
)
def test_a_line_that_is_no_entry_is_named(tmp_path, line, message):
    path = tmp_path / "pairs.txt"
    path.write_text(f"# head\n{line}\n")
    with pytest.raises(MacroError, match=rf"pairs\.txt:\d: .*{message}"):
        lock.read_lock(path)


def test_one_section_is_accepted_at_a_time(book):
    book.write(
        ENGLISH.replace("fails", "ends").replace("# A\n", "# B\n", 1),
        JAPANESE.replace("失敗します", "終わります"),
    )
    assert lock.accept("a#locks", book.pairs(), book.lock) == "a#locks: accepted"
    (message,) = book.drift()
    assert ": a: English changed" in message


def test_a_name_that_does_not_exist_is_met_with_the_nearest(book):
    with pytest.raises(
        MacroError, match=r"no section 'a#lokcs'.*did you mean a#locks\?"
    ):
        lock.accept("a#lokcs", book.pairs(), book.lock)


def test_a_difference_that_a_program_can_see_is_not_accepted(book):
    book.write(english=ENGLISH.replace("5 s", "50 s"))
    with pytest.raises(MacroError, match="numbers: Japanese has 5, English .* has 50"):
        lock.accept("a#locks", book.pairs(), book.lock)


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("items", "- b\n", ""),
        ("numbers", "5 s", "6 s"),
        ("code", "`a`", "`c`"),
        ("links", "It waits", "[It](b.md) waits"),
        ("tables", "- `a`", "| a |\n| --- |\n| b |\n\n- `a`"),
        ("admonitions", "- `a`", "!!! note\n\n    x\n\n- `a`"),
        ("calls", "- `a`", '{{ snippet("d/x", title="X") }}\n\n- `a`'),
        ("footnotes", "fails.", "fails.[^1]"),
        ("fences", "- `a`", "```sh\nx\n```\n\n- `a`"),
        ("tabs", "- `a`", '=== "A"\n\n    x\n\n- `a`'),
    ],
)
def test_a_part_in_one_language_alone_is_named(book, rule, old, new):
    assert old in ENGLISH
    book.write(english=ENGLISH.replace(old, new))
    assert any(f"a#locks: {rule}: Japanese has" in m for m in book.mismatches())


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("It takes two steps.", "2つの手順が要ります。"),
        ("Two of three fail.", "3つのうち2つが失敗します。"),
        ("The first one waits.", "1つ目が待ちます。"),
        ("About 2 million rows.", "およそ200万行です。"),
        ("three million rows", "300万行"),
        ("1,000 keys", "1000個のキー"),
        ("half of them", "2分の1"),
        ("On 18 November 2026", "2026年11月18日"),
    ],
)
def test_the_same_number_said_otherwise_is_the_same(tmp_path, english, japanese):
    here = written(tmp_path, "a.md", f"# A\n\n{english}\n")
    there = written(tmp_path, "a.ja.md", f"# あ\n\n{japanese}\n")
    (pair,) = pairs.of_pages([here, there])
    assert not list(pairs.mismatches(pair))


def test_a_line_may_break_a_rule_with_a_reason_only(tmp_path):
    page = written(
        tmp_path,
        "a.md",
        "# A\n\nx <!-- allow numbers -->\n\ny <!-- allow number: z -->\n",
    )
    first, second = allowed.problems("a.md", page.text, ALLOWABLE)
    assert "a.md:3: numbers is allowed without a reason" in first
    assert "a.md:5: there is no rule 'number' to allow" in second


def test_an_exception_inside_code_is_an_example():
    assert not list(allowed.in_lines("`x <!-- allow numbers: z -->`"))


def test_an_allowed_difference_is_let_pass(book):
    reason = "<!-- allow numbers: the manual counts otherwise -->"
    book.write(english=ENGLISH.replace("5 s.", f"6 s. {reason}"))
    assert book.mismatches() == []


def test_a_section_that_is_behind_is_not_compared(book):
    book.write(
        ENGLISH.replace("5 s", "7 s"),
        JAPANESE.replace("{ #locks }", "{ #locks .behind }"),
    )
    assert book.mismatches() == [] and book.drift() == []
    with pytest.raises(MacroError, match="a#locks: one language is marked .behind"):
        lock.accept("a#locks", book.pairs(), book.lock)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("# A\n\nか\u3099\n".encode(), r"a\.md:3: decomposed characters \(NFD\)"),
        ("# A\n\né\n".encode("latin-1"), r"a\.md:3: not UTF-8"),
    ],
    ids=["decomposed", "latin-1"],
)
def test_a_file_that_is_not_composed_utf8_is_named(tmp_path, content, message):
    path = tmp_path / "a.md"
    path.write_bytes(content)
    with pytest.raises(MacroError, match=message):
        load.page(path)
