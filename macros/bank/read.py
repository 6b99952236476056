"""Reads the questions out of the Markdown of pages, and holds them to their form.

A question stands under `### Mid { #questions-mid }`, or senior or staff, as
`??? question "..."`. Its body is a list of bullets: what a strong answer contains; then
one for each level, which begins with the level's name in bold and says what an answer of
that level contains; then those that begin with the words of `bank_asked_next`, in bold:
what an interviewer asks next, with a link to the place that answers it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from macros import load
from macros.load import Page, Section
from macros.site import MacroError

LEVELS = ("mid", "senior", "staff")
PLACE = re.compile(r"questions-(mid|senior|staff)")
_QUESTION = re.compile(
    r'^\?\?\?\+? question(?: "((?:[^"\\\n]|\\.)*)")?[^\n]*\n((?:[ \t]*\n|    .*(?:\n|\Z))*)', re.M
)
_LINK = re.compile(r"\]\([^)]+\)")
_BOLD = re.compile(r"\*\*([^*]+)\*\*:?")


@dataclass(frozen=True)
class Question:
    """A question as Markdown: `id` is page#section-number, the same in both languages;
    `levels` says what is heard at each of LEVELS, or is empty; `next` are the follow-ups;
    `where` is path:line."""

    id: str
    page: str
    language: str
    level: str
    text: str
    answer: tuple[str, ...]
    levels: tuple[str, ...]
    next: tuple[str, ...]
    where: str

    @property
    def place(self) -> str:
        """The id without its number: page#section."""
        return self.id.rsplit("-", 1)[0]


def labels(language: str) -> list[str]:
    """Return the words with which the bullet of each level begins, in their order."""
    words = load.words(language)
    return [f"{words[f'bank_{level}']}:" for level in LEVELS]


def of_pages(pages: list[Page]) -> list[Question]:
    """Return the questions of all pages. Raises MacroError for the first that is not of
    the form."""
    return [
        question
        for page in pages
        for section in page.sections
        if section.id and PLACE.fullmatch(section.id) and not section.behind
        for question in _of_section(page, section)
    ]


def _of_section(page: Page, section: Section) -> Iterator[Question]:
    label = load.words(page.language)["bank_asked_next"]
    heard = labels(page.language)
    text = load.without_fences(section.own)
    for number, found in enumerate(_QUESTION.finditer(text), 1):
        where = f"{page.shown}:{section.line + text.count(chr(10), 0, found.start())}"
        if not found[1]:
            raise MacroError(f'{where}: a question without words; write ??? question "..."')
        bullets = _bullets(where, found[2])
        answer = [b for b in bullets if _label(b) not in (label, *heard)]
        levels = [b for b in bullets if _label(b) in heard]
        after = [b for b in bullets if _label(b) == label]
        _check(where, label, answer, after)
        _check_levels(where, heard, levels)
        if bullets != [*answer, *levels, *after]:
            order = f"the answer, {' '.join(heard)} and {label}"
            raise MacroError(f"{where}: its bullets stand in this order: {order}")
        yield Question(
            f"{page.name}#{section.id}-{number}",
            page.name,
            page.language,
            PLACE.fullmatch(section.id)[1],
            found[1].replace('\\"', '"'),
            tuple(answer),
            tuple(levels),
            tuple(b.removeprefix(f"**{label}**").strip() for b in after),
            where,
        )


def _bullets(where: str, body: str) -> list[str]:
    """The bullets of a question's body, each as one line of Markdown."""
    bullets: list[str] = []
    for number, line in enumerate(body.split("\n"), 1):
        words = line.strip()
        if line.startswith("    - "):
            bullets.append(words.removeprefix("- "))
        elif words and bullets and line.startswith("      "):
            bullets[-1] += f" {words}"
        elif words:
            path, at = where.rsplit(":", 1)
            problem = "an answer is a list of bullets; begin the line with four blanks and `- `"
            raise MacroError(f"{path}:{int(at) + number}: {problem}")
    return bullets


def _check(where: str, label: str, answer: list[str], after: list[str]) -> None:
    if not answer:
        raise MacroError(f"{where}: a question without an answer; add bullets")
    for bullet in after:
        if not _LINK.search(bullet):
            raise MacroError(f"{where}: **{label}** needs a link to what answers it")
    wanted = _plain(label)
    for bullet in answer:
        bold = _BOLD.match(bullet)
        if bold and _plain(bold[1]) == wanted:
            raise MacroError(f"{where}: {bold[0]} must be spelt **{label}**")


def _check_levels(where: str, heard: list[str], levels: list[str]) -> None:
    if levels and [_label(bullet) for bullet in levels] != heard:
        wanted = ", ".join(f"**{label}**" for label in heard)
        raise MacroError(f"{where}: say what is heard at each level, once and in order: {wanted}")


def _label(bullet: str) -> str:
    """The words in bold with which a bullet begins, or ""."""
    found = re.match(r"\*\*([^*]+)\*\*", bullet)
    return found[1] if found else ""


def _plain(label: str) -> str:
    return re.sub(r"[\s:：]", "", label).lower()


def unlike(questions: list[Question]) -> Iterator[str]:
    """Yield a message for each question that one language has and the other has not, or
    has with other follow-ups. Where a whole section is behind there is nothing to say."""
    by_language = {"en": {}, "ja": {}}
    for question in questions:
        by_language[question.language][question.id] = question
    english, japanese = by_language["en"], by_language["ja"]
    both = {q.place for q in english.values()} & {q.place for q in japanese.values()}
    for here, there, other in ((english, japanese, "Japanese"), (japanese, english, "English")):
        for question in here.values():
            if question.place in both and question.id not in there:
                yield f"{question.where}: {question.id} is missing in {other}; add it there"
    for id_ in english.keys() & japanese.keys():
        counts = len(english[id_].next), len(japanese[id_].next)
        if counts[0] != counts[1]:
            yield (
                f"{japanese[id_].where}: {counts[1]} follow-ups, English "
                f"({english[id_].where}) has {counts[0]}; make them agree"
            )
