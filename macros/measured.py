"""The measured macro: what a benchmark printed when it was last recorded, with its command."""

from macros import load, templating
from macros.site import MacroError, Site

FOLDER = load.DATA / "benchmarks"


def decide(name: str) -> dict[str, str]:
    """Return what the template shows of macros/data/benchmarks/<name>.txt: its first line is
    the command, its second says on what it ran. Raises MacroError where there is none."""
    path = FOLDER / f"{name}.txt"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in FOLDER.glob("*.txt")))
        raise MacroError(f"no benchmark {name!r} is recorded; there are: {known}")
    command, ran_on, output = path.read_text(encoding="utf-8").split("\n", 2)
    return {
        "command": command.removeprefix("$ "),
        "ran_on": ran_on.removeprefix("# "),
        "output": output.strip("\n"),
    }


def render(site: Site, shown: dict[str, str]) -> str:
    """Return the output as Markdown."""
    return templating.render("measured.md.jinja", site, **shown)
