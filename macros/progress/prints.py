"""Fingerprints of what a reader reads, by which a page knows whether it has changed since."""

import hashlib

from macros.languages import pairs
from macros.load import Page

SHORT = 6  # hex digits of a section's print: one change in 16 million stays unseen


def of_page(english: Page, japanese: Page) -> dict[str, dict[str, object]]:
    """Return language -> {"sum": print of the page, "sections": {id: print}}, over the
    sections that both languages have; "" is the opening."""
    found: dict[str, dict[str, str]] = {"en": {}, "ja": {}}
    for pair in pairs.of_pages([english, japanese]):
        id_ = pair.name.partition("#")[2]
        for language, print_ in zip(found, pair.hashes, strict=True):
            found[language][id_] = print_[:SHORT]
    return {
        language: {"sum": total(sections), "sections": sections}
        for language, sections in found.items()
    }


def total(sections: dict[str, str]) -> str:
    """Return one print of all: it differs when any section differs, comes or goes."""
    text = " ".join(f"{id_}={print_}" for id_, print_ in sorted(sections.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:8]
