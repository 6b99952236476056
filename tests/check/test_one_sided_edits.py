"""Of a hundred automatic edits of one language alone, the checks name the section of
nearly all: with the lock, and, without it, by what a program can compare."""

import random
import re

import pytest

from macros import load
from macros.languages import glossary, lock, pairs, usage
from macros.languages.flatten import flatten
from macros.languages.matcher import finder
from tests.check.test_pages import PAGES

EDITS_OF_A_KIND = 20


def changed_number(text, language, chance):
    found = [
        n for p in flatten(text) if p.kind != "label"
        for n in re.findall(r"(?<![\w.,])[2-9]\d*(?![\w.,%])", p.text)
        if text.count(n) == 1
    ]  # fmt: skip
    number = chance.choice(found)
    return text.replace(number, str(int(number) + 7), 1)


def dropped_sentence(text, language, chance):
    mark = r"(?<=[。])" if language == "ja" else r"(?<=[.]) (?=[A-Z])"
    paragraphs = [
        line for line in text.split("\n")
        if line[:1].isalpha() and len(re.split(mark, line)) > 2
    ]  # fmt: skip
    paragraph = chance.choice(paragraphs)
    sentences = re.split(mark, paragraph)
    del sentences[chance.randrange(1, len(sentences) - 1)]
    return text.replace(paragraph, ("" if language == "ja" else " ").join(sentences))


def removed_item(text, language, chance):
    items = re.findall(r"^ *(?:-|\d+\.) .*\n", text, re.M)
    return text.replace(chance.choice(items), "", 1)


def added_heading(text, language, chance):
    paragraph = chance.choice(re.findall(r"\n\n(?=[A-Zぁ-龠])", text))
    place = chance.choice([m.start() for m in re.finditer(re.escape(paragraph), text)])
    return f"{text[:place]}\n\n### X {{ #x-{place} }}{text[place:]}"


def swapped_term(text, language, chance):
    prose = [p.text for p in flatten(text) if p.kind == "paragraph"]
    uses = [
        line[start:end] for line in prose
        for start, end, term in finder(language)(line) if not term.flags
    ]  # fmt: skip
    others = [t.name(language) for t in glossary.terms() if not t.flags]
    return text.replace(chance.choice(uses), chance.choice(others), 1)


EDITS = (changed_number, dropped_sentence, removed_item, added_heading, swapped_term)


def edits():
    """Yield (edit, language, page name, section changed or added, its text)."""
    chance = random.Random(7)
    known = pairs.of_pages(PAGES)
    for edit in EDITS:
        done = 0
        while done < EDITS_OF_A_KIND:
            pair, side = chance.choice(known), done % 2
            page, section = pair.pages[side], pair.sections[side]
            try:
                own = edit(section.own, page.language, chance)
            except IndexError:
                continue
            if own != section.own:
                done += 1
                text = page.text.replace(section.own, own, 1)
                yield edit, pair, side, load.parse(page.path, text)


def named(messages, pair):
    return any(re.search(rf"(?:{pair.name}|#x-\d+)\b", m) for m in messages)


def compared(pair):
    return [*pairs.mismatches(pair), *usage.unpaired(pair)]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    """(edit, named by the lock, named without the lock) of each edit. The text before
    the edit is not looked for in git: that takes a program per commit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lock, "OLDER", 0)
        return list(judged(tmp_path_factory))


def judged(tmp_path_factory):
    path = tmp_path_factory.mktemp("lock") / "pairs.txt"
    for edit, pair, side, changed in edits():
        path.write_text(f"{pair.name} {' '.join(pair.hashes)}\n", encoding="utf-8")
        pages = [changed, pair.pages[1 - side]]
        now = [p for p in pairs.of_pages(pages) if p.name == pair.name]
        lacking = added_without_pair(pages)
        drift = list(lock.drift(now, path))
        without = [m for p in now for m in compared(p)] + lacking
        yield edit.__name__, named(drift + lacking, pair), named(without, pair)


def added_without_pair(pages):
    ids = [{s.id for s in page.sections} for page in pages]
    return [f"no heading #{id_}" for id_ in ids[0] ^ ids[1]]


def test_the_lock_names_the_section(verdicts):
    missed = [edit for edit, by_lock, _ in verdicts if not by_lock]
    assert len(verdicts) == 100 and len(missed) <= 1, missed


def test_numbers_items_and_headings_are_named_even_without_the_lock(verdicts):
    seen = {edit: [v for e, _, v in verdicts if e == edit] for edit, *_ in verdicts}
    for edit in ("removed_item", "added_heading"):
        assert all(seen[edit]), edit
    assert sum(seen["changed_number"]) >= 18, seen["changed_number"]
