"""Decks for Anki: the questions of one language as a package that Anki imports.

Model, deck and notes have ids that never change, so that a later package updates what was
imported before and leaves the reader's schedule alone. The bytes follow from the commit.
"""

import io
import os
import subprocess
import zipfile
from pathlib import Path

import genanki

from macros import load, templating
from macros.bank import collect, markup
from macros.bank.collect import Card
from macros.site import ROOT, Site

FOLDER = "assets/bank"
NAME = "staff-backend-handbook-{}.apkg"
MODELS = {"en": 1763810401, "ja": 1763810402}
DECKS = {"en": 1763810411, "ja": 1763810412}
FIELDS = ("Question", "Answer", "Next", "Topic", "Level", "Round", "Link")
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def time_of_build() -> int:
    """Return the time of the commit in seconds, by which Anki tells newer notes: given as
    SOURCE_DATE_EPOCH, from git, or that of the newest `checked` of a page."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    asked = subprocess.run(command, capture_output=True, text=True)
    if asked.returncode == 0 and asked.stdout.strip():
        return int(asked.stdout)
    days = [p.front["checked"].toordinal() for p in load.pages() if "checked" in p.front]
    return (max(days, default=720_000) - 719_163) * 86_400


def _part(language: str, name: str, **values: object) -> str:
    site = Site("", 1, language, markup.TOP)
    return templating.render(f"anki_{name}.jinja", site, **values).strip()


def model(language: str) -> genanki.Model:
    """Return the note type of one language: its fields and how a card shows them."""
    words = load.words(language)
    return genanki.Model(
        MODELS[language],
        words["anki_model"],
        fields=[{"name": name} for name in FIELDS],
        templates=[
            {
                "name": words["anki_card"],
                "qfmt": _part(language, "front"),
                "afmt": _part(language, "back"),
            }
        ],
        css=_part(language, "style"),
    )


def tags(card: Card) -> list[str]:
    """Return the tags of a note: its topic, its level and its round."""
    topic = card.page.rsplit("/", 1)[-1]
    return [f"topic::{topic}", f"level::{card.level}", f"round::{card.round}"]


def guid(card: Card, language: str) -> str:
    """Return by what Anki knows a note again."""
    return genanki.guid_for("staff-backend-handbook", language, card.id)


def fields(card: Card, language: str, home: str) -> list[str]:
    """Return what stands in the fields of a note; links to the site begin with `home`."""
    words = load.words(language)
    names = collect.the_rounds().names
    link = Site("", 1, language, home).address(card.page, language)
    html = (
        card.question,
        "".join(_part(language, "list", lines=part) for part in (card.answer, card.levels)),
        _part(language, "list", lines=card.next),
    )
    return [
        *(markup.leading(each, home) for each in html),
        collect.titles(language)[card.page],
        words[f"bank_{card.level}"],
        names[card.round][language],
        f"{link}#{card.id.split('#')[1]}",
    ]


def deck(language: str, home: str) -> genanki.Deck:
    """Return the deck of one language."""
    made = genanki.Deck(DECKS[language], load.words(language)["anki_deck"])
    kind = model(language)
    for card in collect.cards(language):
        given = fields(card, language, home)
        made.add_note(genanki.Note(kind, given, guid=guid(card, language), tags=tags(card)))
    return made


def decide(site: Site) -> dict[str, object]:
    """Return what the link to the deck of the page's language says."""
    cards = site.guard(collect.cards, site.language)
    return {"address": f"{site.home}{FOLDER}/{NAME.format(site.language)}", "count": len(cards)}


def render(site: Site, decided: dict[str, object]) -> str:
    """Return the link as HTML."""
    return templating.render("anki_deck.html.jinja", site, **decided)


def write(path: Path, language: str, home: str) -> None:
    """Write the package of one language to `path`."""
    written = io.BytesIO()
    genanki.Package(deck(language, home)).write_to_file(written, timestamp=time_of_build())
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(path, "w") as made:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, given.read(name))
