"""How a file of each language is run, and with which toolchain."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from snippets.runner import jdk
from snippets.runner.catalog import Snippet


class ToolchainMissing(RuntimeError):
    """The toolchain of a language is not installed; the message says which."""


@dataclass(frozen=True)
class Command:
    """steps: programs to run one after the other, the last of which is the snippet;
    stdin: the files that the last ones read, one each; label: toolchain and version."""

    steps: list[list[str]]
    label: str
    stdin: tuple[Path, ...] = ()


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
            files = (*filter(None, [snippet.first_path]), snippet.path)
            return Command([["psql", *flags]] * len(files), "", stdin=files)
        case "sh":
            return Command([[_tool("bash"), "-euo", "pipefail", path]], "")
        case "go":
            binary = str(scratch / "program")
            build = [_tool("go"), "build", *snippet.flags, "-o", binary, path]
            return Command([build, [binary]], f"Go {_version(_tool('go'), 'version')}")
        case "rs":
            binary = str(scratch / "program")
            rustc = [_tool("rustc"), "--edition=2021", "-O", *snippet.flags]
            build = [*rustc, "-o", binary, path]
            version = _version(_tool("rustc"), "--version")
            return Command([build, [binary]], f"Rust {version}")
        case "java":
            return Command([[_java(), *snippet.flags, path]], f"Java {_version(_java(), '-version')}")
        case "yml":
            check = [_tool("zizmor"), "--offline", "--no-progress", "--quiet", path]
            return Command([check], f"zizmor {_version(check[0], '--version')}")
    raise AssertionError(f"no command for {path}")


def _tool(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        raise ToolchainMissing(f"{name} is not installed")
    return found


def _java() -> str:
    home = jdk.newest()
    if not home:
        raise ToolchainMissing(
            f"no Java Development Kit {jdk.AT_LEAST} or newer is installed; where there "
            "is one, set JAVA_HOME to its folder"
        )
    return str(home / "bin" / "java")


def _version(program: str, flag: str) -> str:
    asked = subprocess.run([program, flag], capture_output=True, text=True)
    match = re.search(r"\d+\.\d+(\.\d+)?", asked.stdout + asked.stderr)
    return match[0] if match else "?"
