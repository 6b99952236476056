"""How a file of each language is run, and with which toolchain."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from snippets.runner.catalog import Snippet


class ToolchainMissing(RuntimeError):
    """The toolchain of a language is not installed; the message says which."""


@dataclass(frozen=True)
class Command:
    """steps: programs to run one after the other, the last of which is the snippet;
    stdin: a file that the last one reads, or None; label: toolchain and version."""

    steps: list[list[str]]
    label: str
    stdin: Path | None = None


def command_for(snippet: Snippet, scratch: Path) -> Command:
    """Return how to run `snippet`; `scratch` may hold what a compiler makes.

    Raises ToolchainMissing.
    """
    path = str(snippet.path)
    match snippet.language:
        case "py":
            version = ".".join(map(str, sys.version_info[:3]))
            return Command([[sys.executable, path]], f"Python {version}")
        case "sql":
            flags = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-P", "pager=off"]
            return Command([["psql", *flags]], "", stdin=snippet.path)
        case "sh":
            return Command([[_tool("bash"), "-euo", "pipefail", path]], "")
        case "go":
            binary = str(scratch / "program")
            build = [_tool("go"), "build", "-o", binary, path]
            return Command([build, [binary]], f"Go {_version('go', 'version')}")
        case "rs":
            binary = str(scratch / "program")
            build = [_tool("rustc"), "--edition=2021", "-O", "-o", binary, path]
            return Command([build, [binary]], f"Rust {_version('rustc', '--version')}")
        case "java":
            run = [_tool("java"), path]
            return Command([run], f"Java {_version('java', '-version')}")
        case "yml":
            check = [_tool("zizmor"), "--offline", "--no-progress", "--quiet", path]
            return Command([check], f"zizmor {_version('zizmor', '--version')}")
    raise AssertionError(f"no command for {path}")


def _tool(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        raise ToolchainMissing(f"{name} is not installed")
    return found


def _version(name: str, flag: str) -> str:
    asked = subprocess.run([_tool(name), flag], capture_output=True, text=True)
    match = re.search(r"\d+\.\d+(\.\d+)?", asked.stdout + asked.stderr)
    return match[0] if match else "?"
