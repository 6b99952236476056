"""Which round of an interview a question belongs to, from macros/data/rounds.yaml."""

from dataclasses import dataclass

from macros import load
from macros.bank.read import Question
from macros.site import LANGUAGES, MacroError
from snippets.runner.catalog import shown

PATH = load.DATA / "rounds.yaml"
WHERE = shown(PATH)


@dataclass(frozen=True)
class Rounds:
    """`names` has the words of each round by language, `pages` the round of a page's
    questions, `exceptions` that of single ones, by id; `otherwise` is that of the rest."""

    names: dict[str, dict[str, str]]
    pages: dict[str, str]
    exceptions: dict[str, str]
    otherwise: str

    def of(self, question: Question) -> str:
        """Return the round of a question."""
        of_page = self.pages.get(question.page, self.otherwise)
        return self.exceptions.get(question.id, of_page)


def parse(given: dict) -> Rounds:
    """Return what the file says. Raises MacroError for what cannot be."""
    load.only_keys(WHERE, given, {"rounds", "pages", "exceptions", "otherwise"}, set())
    for name, words in given["rounds"].items():
        load.only_keys(f"{WHERE}: rounds: {name}", words, set(LANGUAGES), set())
    named = [(key, *entry) for key in ("pages", "exceptions") for entry in given[key].items()]
    for key, name, round_ in [*named, ("otherwise", "a page", given["otherwise"])]:
        if round_ not in given["rounds"]:
            known = ", ".join(given["rounds"])
            raise MacroError(f"{WHERE}: {key}: {name}: {round_!r} is none of {known}")
    for id_, round_ in given["exceptions"].items():
        if given["pages"].get(id_.split("#")[0]) == round_:
            raise MacroError(f"{WHERE}: exceptions: {id_} is what its page is; remove it")
    return Rounds(given["rounds"], given["pages"], given["exceptions"], given["otherwise"])


def check(rounds: Rounds, questions: list[Question]) -> None:
    """Raise MacroError for an exception that names no question of a page that is there."""
    pages, ids = {q.page for q in questions}, {q.id for q in questions}
    for id_ in rounds.exceptions:
        if id_.split("#")[0] in pages and id_ not in ids:
            raise MacroError(f"{WHERE}: exceptions: there is no question {id_}")
