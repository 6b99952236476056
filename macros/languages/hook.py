"""What MkDocs asks of the two languages while it builds a page."""

import re
from pathlib import Path

from macros import load, templating
from macros.languages import glossary, tooltips
from macros.site import DOCS, LANGUAGES, Site

PLAIN = ("glossary", "evidence")  # pages that are lists of terms: no tooltips
_BEHIND = re.compile(r"^#{1,6} .*\{ #([a-z0-9-]+) \.behind \}$", re.M)
_PERMALINK = re.compile(r'<a class="headerlink" href="#([^"]+)"[^>]*>[^<]*</a>')


def on_pre_build(config) -> None:
    """Forget what was read of data files, so that `make serve` sees those of now."""
    for read in (load.words, load.coverage, glossary.terms):
        read.cache_clear()


def on_page_markdown(markdown: str, page, config, files) -> str:
    """Notices where a language is behind, and terms explained at their first use."""
    site = _site(page)
    noticed = _BEHIND.sub(
        lambda heading: f"{heading[0]}\n\n{_notice(site, heading[1])}", markdown
    )
    name = site.source.removesuffix(".md").removesuffix(".ja")
    return noticed if name in PLAIN else tooltips.explain(noticed, site.language)


def on_page_content(html: str, page, config, files) -> str:
    """Beside the link of each heading stands one to the same section of the other
    language."""
    site = _site(page)
    return _PERMALINK.sub(
        lambda link: link[0] + _render("other_section", site, link[1]), html
    )


def on_page_context(context, page, config, nav):
    """Give the theme its words and the absolute address of the page in each language."""
    language = _site(page).language
    context["word"] = load.words(language)
    urls = {lang: file.page.canonical_url for lang, file in page.file.alternates.items()}
    context["addresses"] = urls | {"x-default": urls.get("en", page.canonical_url)}
    return context


def on_template_context(context, template_name, config):
    """Give the page for wrong addresses its words and ways on, in both languages."""
    context["words"] = {language: load.words(language) for language in LANGUAGES}
    context["word"] = load.words("en")
    context["entrances"] = {language: _entrances(language) for language in LANGUAGES}
    return context


def _entrances(language: str) -> list[tuple[str, str]]:
    prefix = "ja/" if language == "ja" else ""
    return [
        (p.sections[0].title, prefix + f"{p.name}/".removeprefix("index/"))
        for p in load.pages()
        if p.language == language
    ]


def _notice(site: Site, section: str) -> str:
    return _render("behind", site, section)


def _render(template: str, site: Site, section: str) -> str:
    name = site.source.removesuffix(".md").removesuffix(".ja").removesuffix("index")
    other = "en" if site.language == "ja" else "ja"
    prefix = "" if other == "en" else "ja/"
    address = f"{site.home}{prefix}{name}{'/' if name else ''}" or "./"
    values = {"other": other, "address": f"{address}#{section}"}
    return templating.render(f"{template}.jinja", site, **values).strip()


def _site(page) -> Site:
    source = page.file.src_uri
    language = "ja" if source.endswith(".ja.md") else "en"
    depth = len(Path(page.url).parts)
    return Site(source, 1, language, "../" * depth)
