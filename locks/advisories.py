"""Lists the known holes of what is pinned: python -m locks.advisories [--into FILE]

pip-audit is asked about locks/*.txt and npm about runtimes/; both ask services outside.
The Java archives of locks/*.jars are not looked at. A hole never makes this fail; a
service that does not answer does.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEAD = "| Package | Version | Advisory | Mended in |\n| --- | --- | --- | --- |\n"
PIP = [
    "pip-audit", "--disable-pip", "--require-hashes", "--progress-spinner=off",
    "--format=json",
]  # fmt: skip
_UNKNOWN = "Nothing was written: without every answer, no hole can be ruled out."
RUNTIMES = str(ROOT / "runtimes")
NPM = ["npm", "audit", "--json", "--package-lock-only", "--prefix", RUNTIMES]


def asked(command: list[str], key: str) -> list[dict] | dict:
    """Return what stands under `key` of the JSON that `command` prints. Exits with its
    message where it prints none: both programs exit 1 for a hole too."""
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        return json.loads(run.stdout)[key]
    except OSError as error:
        sys.exit(f"{command[0]}: {error.strerror}; it must be on PATH. {_UNKNOWN}")
    except (json.JSONDecodeError, KeyError):
        sys.exit(f"`{command[0]}` did not answer: {_reason(run.stderr)}. {_UNKNOWN}")


def _reason(said: str) -> str:
    """Return in one line why a program that asks a service failed: the first of npm's
    lines about its audit, or the last of what Python raised."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith("npm warn audit")] or lines[-1:]
    return told[0][:300].rstrip(".") if told else "it said nothing"


def of_python() -> list[str]:
    """Return a row for each hole of a Python package. Each lock file is asked about
    alone: pip-audit takes a package once."""
    rows = {
        f"| {found['name']} | {found['version']} | {hole['id']} | {_mended(hole)} |\n"
        for lock in sorted((ROOT / "locks").glob("*.txt"))
        for found in asked([*PIP, "-r", str(lock)], "dependencies")
        for hole in found.get("vulns", ())
    }
    return sorted(rows)


def of_npm() -> list[str]:
    """Return a row for each hole of an npm package; one that only needs such a package
    has none of its own."""
    rows = {
        f"| {name} | {hole['range']} | [{hole['title']}]({hole['url']}) | |\n"
        for name, found in asked(NPM, "vulnerabilities").items()
        for hole in found["via"]
        if isinstance(hole, dict)
    }
    return sorted(rows)


def _mended(hole: dict) -> str:
    return ", ".join(hole["fix_versions"]) or "none yet"


def main(arguments: list[str]) -> None:
    """Print the table, or write it into a file, empty where nothing is known."""
    parser = argparse.ArgumentParser(prog="python -m locks.advisories")
    parser.add_argument("--into", type=Path, metavar="FILE", help="write the list there")
    given = parser.parse_args(arguments)
    rows = of_python() + of_npm()
    table = HEAD + "".join(rows) if rows else ""
    if given.into:
        given.into.write_text(table, encoding="utf-8")
    elif table:
        print(table)
    print(f"{len(rows)} known holes")


if __name__ == "__main__":
    main(sys.argv[1:])
