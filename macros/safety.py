"""What words may not do, whoever wrote them: a page calls macros with plain values, in
a sandbox, and no file that a build reads or publishes leads out of the repository."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from mkdocs.utils import is_markdown_file

from macros.site import DOCS, ROOT, MacroError
from snippets.runner.catalog import FOLDER, shown

# What the pages of this handbook are made of; all else that Jinja can do is refused.
MAY_STAND = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Call, nodes.CallBlock,
    nodes.Keyword, nodes.Const, nodes.List, nodes.Name, nodes.Filter,
)  # fmt: skip
FILTERS = {"indent"}
READ = (DOCS, FOLDER, ROOT / "macros")
_OF_CODE = re.compile(r"(`+)[^`].*?\1", re.S)
_LOADS = re.compile(r"<(script|iframe|object|embed|base|meta|link|form)\b", re.I)


def check_calls(template: nodes.Template) -> None:
    """Raise MacroError, which begins with the line, for anything in a page but calls of
    macros by their name with plain values."""
    may = "a page only calls macros, with texts, numbers and lists of them"
    for node in template.find_all(nodes.Node):
        called = isinstance(node, nodes.Call) and not isinstance(node.node, nodes.Name)
        filtered = isinstance(node, nodes.Filter) and node.name not in FILTERS
        if called or filtered or not isinstance(node, MAY_STAND):
            kind = type(node).__name__
            raise MacroError(f"{node.lineno}: no {kind} may stand here: {may}")


def check_tags(bare: str) -> None:
    """Raise MacroError, which begins with the line, for HTML with which a page would run
    or load something of its own: the policy names every script of a page. `bare` is the
    page without its fences."""
    text = _OF_CODE.sub(lambda code: "\n" * code[0].count("\n"), bare)
    if found := _LOADS.search(text):
        line = text.count("\n", 0, found.start()) + 1
        instead = "code of the site is in docs/assets/"
        raise MacroError(f"{line}: <{found[1]}> may not stand in a page; {instead}")


def check_files(folders: tuple[Path, ...] = READ, docs: Path = DOCS) -> None:
    """Raise MacroError for a symbolic link, which could publish any file of the machine,
    and for a page whose ending keeps it from the other checks."""
    for path in (path for folder in folders for path in _everything(folder)):
        where = shown(path)
        if path.is_symlink():
            raise MacroError(f"{where}: a symbolic link; put the file itself there")
        is_page = path.is_relative_to(docs) and is_markdown_file(path.name)
        if is_page and path.suffix != ".md":
            raise MacroError(f"{where}: a page must end in .md, not in {path.suffix}")


def _everything(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        yield from (Path(place, name) for name in sorted([*folders, *files]))


def inside(path: Path, folder: Path) -> bool:
    """Tell whether `path`, its links and its dots followed, lies below `folder`."""
    return path.resolve().is_relative_to(folder.resolve())


def on_pre_build(config) -> None:
    """Called by MkDocs: put a sandbox in place of the environment in which the plugin
    renders pages. It has our macros and no loader, so that nothing can be included."""
    plugin = config.plugins["macros"]
    sandbox = ImmutableSandboxedEnvironment(undefined=plugin.env.undefined)
    sandbox.globals.update(plugin.macros)
    plugin._env = sandbox
