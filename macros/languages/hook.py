"""What MkDocs asks of the two languages while it builds a page."""

import re
from urllib.parse import urljoin

from macros import load, results, simulators, templating
from macros.ageing import data as ageing
from macros.languages import glossary, tooltips
from macros.plan import data as plan
from macros.site import DOCS, LANGUAGES, Site, of_page

PLAIN = ("glossary", "evidence", "ageing")  # pages that are lists of terms: no tooltips
_BEHIND = re.compile(r"^#{1,6} .*\{ #([a-z0-9-]+) \.behind \}$", re.M)
_PERMALINK = re.compile(r'<a class="headerlink" href="#([^"]+)"[^>]*>[^<]*</a>')


def on_pre_build(config) -> None:
    """Forget what was read of data files, so that `make serve` sees those of now."""
    cached = (
        load.words, load.coverage, glossary.terms, results.every, simulators.every, plan.plan,
        ageing.facts,
    )  # fmt: skip
    for read in cached:
        read.cache_clear()


def on_page_markdown(markdown: str, page, config, files) -> str:
    """Notices where a language is behind, and terms explained at their first use."""
    site = of_page(page)
    noticed = with_notices(markdown, site)
    return noticed if site.name in PLAIN else tooltips.explain(noticed, site.language)


def with_notices(markdown: str, site: Site) -> str:
    """Return `markdown` with a notice in each section that this language lacks."""

    def with_notice(heading: re.Match) -> str:
        return f"{heading[0]}\n\n{_render('behind', site, heading[1])}"

    return _BEHIND.sub(with_notice, markdown)


def on_page_content(html: str, page, config, files) -> str:
    """Each heading links to itself and to the same section of the other language, or to
    its page where the id is not one that both share."""
    site = of_page(page)
    shared = {section.id for section in load.page(DOCS / site.source).sections}
    return _PERMALINK.sub(
        lambda link: _render("heading_links", site, link[1], link[1] in shared), html
    )


def on_page_context(context, page, config, nav):
    """Give the theme its words and the absolute address of the page in each language."""
    language = of_page(page).language
    context["word"] = load.words(language)
    versions = page.file.alternates.items()
    urls = {lang: urljoin(config.site_url, file.url) for lang, file in versions}
    context["addresses"] = urls | {"x-default": urls["en"]}
    return context


def on_template_context(context, template_name, config):
    """Give the page for wrong addresses its words and ways on, in both languages."""
    context["words"] = {language: load.words(language) for language in LANGUAGES}
    context["word"] = load.words("en")
    context["entrances"] = {language: _entrances(language) for language in LANGUAGES}
    return context


def on_post_template(output: str, template_name: str, config) -> str:
    """There is one page for wrong addresses, made by the first language's build; the
    second would write over it."""
    again = template_name == "404.html" and config.theme["language"] != LANGUAGES[0]
    return "" if again else output


def _entrances(language: str) -> list[tuple[str, str]]:
    top = Site("404.md", 1, language, "")
    return [
        (page.sections[0].title, top.address(page.name, language))
        for page in sorted(load.pages(), key=lambda page: page.name != "index")
        if page.language == language
    ]


def _render(template: str, site: Site, section: str, shared: bool = True) -> str:
    fragment = f"#{section}" if shared else ""
    address = site.address(site.name, site.other) + fragment
    return templating.render(
        f"{template}.jinja", site, address=address, section=section
    ).strip()
