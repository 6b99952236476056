"""A snippet's head and sections are read as written, and faults are named."""

import pytest

from snippets.runner.catalog import SnippetError, discover, read


def snippet(folder, text, name="page/one.py"):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return read(path, folder)


def test_reads_systems_with_their_options(tmp_path):
    s = snippet(
        tmp_path, "# needs: postgresql(own, wal_level=logical), valkey\nx = 1\n"
    )
    assert s.needs == {"postgresql": {"own": "", "wal_level": "logical"}, "valkey": {}}
    assert s.body == "x = 1"


def test_reads_the_head_in_the_comment_sign_of_the_language(tmp_path):
    s = snippet(tmp_path, "-- timeout: 90\n-- memory: 64\nselect 1;\n", "page/one.sql")
    assert (s.timeout, s.memory, s.body) == (90, 64, "select 1;")


def test_keeps_a_comment_that_is_no_key(tmp_path):
    assert snippet(tmp_path, "# note: hello\nx = 1\n").body == "# note: hello\nx = 1"


def test_a_section_loses_its_margin_and_its_markers(tmp_path):
    text = "if 1:\n    # --8<-- [start:a]\n    x = 1\n    # --8<-- [end:a]\n"
    s = snippet(tmp_path, text)
    assert s.sections == {"a": "x = 1"}
    assert s.body == "if 1:\n    x = 1"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# --8<-- [start:a]\nx = 1\n", r"one.py:1: section a never ends; add"),
        ("x = 1\n# --8<-- [end:a]\n", r"one.py:2: section a ends but is not open"),
        (
            "# --8<-- [start:a]\n# --8<-- [start:a]\n",
            r"one.py:2: section a starts twice",
        ),
        ("# timeout: long\n", r"one.py:1: timeout must be a whole number"),
        ("# needs: post gres\n", r"one.py:1: 'post gres' is not a system"),
    ],
)
def test_names_the_line_of_a_fault(tmp_path, text, message):
    with pytest.raises(SnippetError, match=message):
        snippet(tmp_path, text)


def test_every_snippet_of_the_handbook_can_be_read():
    assert discover()


@pytest.mark.parametrize("s", discover(), ids=lambda s: f"{s.name}{s.path.suffix}")
def test_a_snippet_fits_a_phone_and_a_mind(s):
    lines = s.path.read_text(encoding="utf-8").splitlines()
    wide = [n for n, line in enumerate(lines, 1) if len(line) > 88]
    assert not wide, f"{s.path}: over 88 columns in lines {wide}: break them"
    assert len(lines) <= 120, f"{s.path}: {len(lines)} lines; split it: 120 at most"
