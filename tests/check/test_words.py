"""English words are spelt right, on pages and in programs."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.prose

ROOT = Path(__file__).parents[2]
TYPOS = Path(sys.executable).with_name("typos")
PARTS = ["docs", "macros", "snippets", "tests", "benchmarks", "README.md", "Makefile"]
PARTS += ["bootstrap.py", "mkdocs.yml", "pyproject.toml"]


def misspelt(folder, *parts):
    return subprocess.run(
        [TYPOS, "--format", "brief", *parts], cwd=folder, capture_output=True, text=True
    ).stdout


def test_no_word_is_misspelt():
    found = misspelt(ROOT, *PARTS)
    assert not found, (
        f"{found}\nA word that is right: add it to pyproject.toml, [tool.typos]"
    )


def test_a_misspelt_word_would_be_found(tmp_path):
    (tmp_path / "a.md").write_text("We rec" + "ieve it.\n")
    assert "a.md:1:" in misspelt(tmp_path, "a.md")
