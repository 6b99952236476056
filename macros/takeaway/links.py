"""Where the links of a page lead once the page is a Markdown file among others."""

import posixpath

PAGE = "index.md"


def folder(name: str) -> str:
    """Return the folder of the page `name`, from the top of its language."""
    return "" if name == "index" else name


def of_source(name: str, link: str) -> str:
    """Return where `link` leads, which the source of the page `name` holds."""
    path, _, fragment = link.partition("#")
    if "://" in link or not path.endswith(".md"):
        return link
    source = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    target = posixpath.join(folder(source.removesuffix(".md").removesuffix(".ja")), PAGE)
    leads = posixpath.relpath(target, folder(name) or ".")
    return f"{leads}#{fragment}" if fragment else leads


def of_page(link: str) -> str:
    """Return where `link` leads, which a macro gave to the built page beside the file."""
    path, _, fragment = link.partition("#")
    if "://" in link or not path.endswith("/"):
        return link
    leads = posixpath.normpath(posixpath.join(path, PAGE))
    return f"{leads}#{fragment}" if fragment else leads
