"""What MkDocs asks of the bank: the questions of each language as a file for the drill and
as a deck for Anki."""

from pathlib import Path

from mkdocs.plugins import event_priority

from macros.bank import collect, decks
from macros.site import LANGUAGES, MacroError


def on_pre_build(config) -> None:
    """Read the questions anew, so that `make serve` sees those of now."""
    collect.forget()
    try:
        collect.questions()
    except MacroError as error:
        raise SystemExit(str(error)) from None


@event_priority(-200)  # after the languages' own step, which builds the other one
def on_post_build(config) -> None:
    """Write both files of each language."""
    folder = Path(config.site_dir) / decks.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        (folder / f"{language}.json").write_text(collect.as_json(language), encoding="utf-8")
        decks.write(folder / decks.NAME.format(language), language, config.site_url)
