"""Which snippets run in the page follows from what they need and import, or stands in
their head with its reason."""

import pytest

from macros import load
from macros.run.eligible import Place, decide
from snippets.runner import head
from snippets.runner.catalog import SnippetError, discover, read

SQL, PYTHON = Place("sql"), Place("python")


def place(folder, name, text):
    path = folder / "page" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return decide(read(path, folder))


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.sql", "-- needs: postgresql\nSELECT 1;\n", SQL),
        ("a.sql", "-- needs: postgresql(autovacuum=off)\nSELECT 1;\n", SQL),
        ("a.sql", "-- needs: postgresql(autovacuum=on)\nSELECT 1;\n", Place(None, "settings")),
        ("a.sql", "-- needs: postgresql(own)\nSELECT 1;\n", Place(None, "settings")),
        ("a.sql", "-- needs: postgresql(standby)\nSELECT 1;\n", Place(None, "standby")),
        ("a.sql", "-- needs: postgresql\n-- page: no (extension)\n", Place(None, "extension")),
        ("a.py", "import random\nfrom collections import abc\n", PYTHON),
        ("a.py", "import asyncio\n", PYTHON),
        ("a.py", "def f():\n    import threading\n", Place(None, "threads")),
        ("a.py", "from concurrent.futures import thread\n", Place(None, "threads")),
        ("a.py", "import asyncio\nasyncio.to_thread(print)\n", Place(None, "threads")),
        ("a.py", "from asyncio import start_server\nstart_server()\n",
         Place(None, "network")),
        ("a.py", "import urllib.parse\n", PYTHON),
        ("a.py", "import urllib.request\n", Place(None, "network")),
        ("a.py", "import numpy\n", Place(None, "packages")),
        ("a.py", "from . import sibling\n", Place(None, "packages")),
        ("a.py", "# needs: valkey\nimport redis\n", Place(None, "valkey")),
        ("a.py", "# needs: valkey, postgresql\n", Place(None, "servers")),
        ("a.py", "# needs: postgresql\nimport psycopg\npsycopg.connect()\n",
         Place(None, "server")),
        ("a.py", "# needs: postgresql\na = connect()\nb = connect()\n",
         Place(None, "sessions")),
        ("a.go", "package main\n", Place(None, "toolchain")),
    ],
)  # fmt: skip
def test_a_snippet_runs_where_its_needs_are_met(tmp_path, name, text, expected):
    assert place(tmp_path, name, text) == expected


@pytest.mark.parametrize("value", ["yes", "no", "no (mood)"])
def test_an_unknown_reason_is_named_with_the_known_ones(tmp_path, value):
    with pytest.raises(SnippetError, match=r"a.py:1: page: .* write no \(extension\) or"):
        place(tmp_path, "a.py", f"# page: {value}\n")


def test_every_reason_has_its_words():
    used = {decide(s).why for s in discover()} | set(head.REASONS)
    assert {f"elsewhere_{why}" for why in used - {None}} <= load.words("en").keys()


def test_snippets_run_in_the_page():
    kinds = [decide(s).kind for s in discover()]
    assert kinds.count("sql") >= 7 and kinds.count("python") >= 25
