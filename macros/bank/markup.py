"""Renders the Markdown of a question as HTML that holds anywhere on the site."""

import posixpath
import re

import markdown

from macros import show
from macros.bank.read import Question
from macros.site import MacroError, Site

EXTENSIONS = ["attr_list", "pymdownx.inlinehilite"]
_RECORDED = re.compile(r'\{\{ *recorded\( *"([^"]+)" *, *"([^"]+)" *\) *\}\}')
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_ALLOW = re.compile(r"\s*<!--.*?-->")
# Markdown links lead from the page; in the bank, from the top of the site.
TOP = "site:"


class Markup:
    """Turns lines of Markdown into HTML; one converter serves them all."""

    def __init__(self) -> None:
        self._markdown = markdown.Markdown(extensions=EXTENSIONS)

    def line(self, question: Question, text: str) -> str:
        """Return one line of `question` as inline HTML; a link to a page of the site
        begins with TOP."""
        text = _ALLOW.sub("", text)
        text = _RECORDED.sub(lambda call: self._value(question, call), text)
        if "{{" in text or "{%" in text:
            raise MacroError(f"{question.where}: only recorded() may stand in a question")
        text = _LINK.sub(lambda link: f"]({address(question, link[1])})", text)
        html = self._markdown.reset().convert(text)
        return html.removeprefix("<p>").removesuffix("</p>")

    def _value(self, question: Question, call: re.Match) -> str:
        try:
            return show.value(call[1], call[2])
        except MacroError as error:
            raise MacroError(f"{question.where}: {error}") from None


def address(question: Question, link: str) -> str:
    """Return where `link` of a question's page leads, from the top of the site."""
    if "://" in link:
        return link
    path, _, fragment = link.partition("#")
    name = question.page
    if path:
        joined = posixpath.join(posixpath.dirname(question.page), path)
        name = posixpath.normpath(joined).removesuffix(".md").removesuffix(".ja")
    top = Site("", 1, question.language, TOP)
    return top.address(name, question.language) + (f"#{fragment}" if fragment else "")


def leading(html: str, home: str) -> str:
    """Return `html` with its links to pages of the site made to begin with `home`."""
    return html.replace(f'href="{TOP}', f'href="{home}')
