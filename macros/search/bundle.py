"""Makes one classic script of the engine's modules: a worker and a page that was opened as
a file load it, and either may try again where that failed."""

import re
from pathlib import Path

NAME = "searchEngine"
_IMPORT = re.compile(r'^import \{([^}]+)\} from "\./(\w+)\.js";\n', re.M)
_EXPORT = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.M)
_AGAIN = re.compile(r"^export \{ ([^}]+) \};\n", re.M)
_COMMENT = re.compile(r"^ */\*.*?\*/\n", re.M | re.S)
_MORE = re.compile(r"^export const (.*);$", re.M)


def bundle(folder: Path, first: str) -> str:
    """Return the script: what the module `first` of `folder` exports, as `NAME`; without
    the comments, which are more than a third of it."""
    done: dict[str, str] = {}
    _take(folder, first, done)
    return "".join(done.values()) + f"var {NAME} = {_called(first)};\n"


def _take(folder: Path, name: str, done: dict[str, str]) -> None:
    """Put the module `name` into `done`, after those that it imports."""
    source = (folder / f"{name}.js").read_text(encoding="utf-8")
    for _, needed in _IMPORT.findall(source):
        if needed not in done:
            _take(folder, needed, done)
    names = _EXPORT.findall(source)
    for again in _AGAIN.findall(source):
        names += again.split(", ")
    for several in _MORE.findall(source):
        names += re.findall(r", (\w+) = ", several)
    source = _COMMENT.sub("", source)
    source = _IMPORT.sub(lambda m: f"const {{{m[1]}}} = {_called(m[2])};\n", source)
    source = re.sub(r"^export (?!\{)", "", _AGAIN.sub("", source), flags=re.M)
    exported = ", ".join(dict.fromkeys(names))
    done[name] = f"const {_called(name)} = (() => {{\n{source}return {{ {exported} }};\n}})();\n"


def _called(name: str) -> str:
    return f"search_{name}"
