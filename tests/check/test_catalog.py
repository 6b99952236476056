"""A snippet's head and sections are read as written, and faults are named."""

import pytest

from snippets.__main__ import chosen, main, path_under_snippets
from snippets.runner.catalog import ROOT, SnippetError, discover, no_such, read


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
        ("# flags: -race\n", r"one.py:1: only .go, .rs, .java take flags"),
        ("# timeout: long\n", r"one.py:1: timeout must be a whole number"),
        ("# needs: post gres\n", r"one.py:1: 'post gres' is not a system"),
        ("# needs: valky\n", r"one.py:1: there is no system 'valky'.*mean valkey\?"),
        ("# needs: mysql9x\n", r"one.py:1: .* 'mysql9x'; there are postgresql, valkey"),
        ("# need: valkey\n", r"one.py:1: '# need: .* write `# needs: valkey` above"),
        ("#needs: valkey\n", r"one.py:1: .* write `# needs: valkey` above"),
        ("x = 1\n# needs: valkey\n", r"one.py:2: .* write `# needs: valkey` above"),
        ("# needs: nats\n# time-out: 9\n", r"one.py:2: .* write `# timeout: 9` above"),
        (
            "# needs: postgresql(standbye)\n",
            r"one.py:1: postgresql has no option 'standbye'; it takes archive, own, "
            r"pgbouncer, standby, any setting=value",
        ),
        ("# needs: valkey(tls)\n", r"one.py:1: .* 'tls'; it takes any setting=value"),
        ("# needs: nats(a=b)\n", r"one.py:1: nats has no option 'a=b'; it takes none"),
    ],
)
def test_names_the_line_of_a_fault(tmp_path, text, message):
    with pytest.raises(SnippetError, match=message):
        snippet(tmp_path, text)


@pytest.mark.parametrize(
    ("name", "meant"),
    [("stampede", "caching/stampede"), ("cachng/stampede", "caching/stampede")],
)
def test_a_name_without_its_folder_or_misspelt_is_answered_with_the_right_one(
    name, meant
):
    answer = f"there is no snippet {name!r}; did you mean {meant}?"
    assert no_such(name, discover()) == answer


@pytest.mark.parametrize(
    "name",
    [
        "caching/stampede",
        "caching/stampede.py",
        "./snippets/caching/stampede.py",
        str(ROOT / "snippets/caching/stampede.py"),
        "snippets/caching/stampede.py.out",
    ],
)
def test_every_form_of_a_path_names_the_snippet(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    (found,) = chosen(discover(), path_under_snippets(name))
    assert found.name == "caching/stampede"


@pytest.mark.parametrize(
    "words",
    [["run"], ["run", "snippets/"], ["run", "a/b", "c/d"], ["record", "a", "b"]],
)
def test_one_snippet_or_folder_is_asked_for(words):
    with pytest.raises(
        SystemExit, match=f"name one .* make {words[0]} SNIPPET=caching/"
    ):
        main(words)


def test_every_snippet_of_the_handbook_can_be_read():
    assert discover()


@pytest.mark.parametrize("s", discover(), ids=lambda s: f"{s.name}{s.path.suffix}")
def test_a_snippet_fits_a_phone_and_a_mind(s):
    lines = s.path.read_text(encoding="utf-8").splitlines()
    wide = [n for n, line in enumerate(lines, 1) if len(line) > 88]
    assert not wide, f"{s.path}: over 88 columns in lines {wide}: break them"
    assert len(lines) <= 120, f"{s.path}: {len(lines)} lines; split it: 120 at most"
