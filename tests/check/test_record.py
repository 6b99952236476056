"""Everything but a measurement must be printed as it was recorded."""

import pytest

from snippets.runner import record
from snippets.runner.catalog import read
from snippets.runner.record import NotRecorded, Recording, Result


def difference(old, new, old_data="", new_data=""):
    return record.difference(
        Recording("make run", "Python", old, old_data), Result(new, new_data, 0, "")
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("took ≈ 12.3 ms\n", "took ≈ 9 ms\n"),
        ("| ≈   12 |\n", "| ≈ 1,234 |\n"),
        ("≈ 1.2e-05 s\n", "≈ 0.3 s\n"),
        ("same\n", "same\n"),
    ],
)
def test_a_measurement_is_free(old, new):
    assert difference(old, new) == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rows: 3\n", "rows: 4\n"),
        ("took ≈ 12 ms\n", "took ≈ 12 s\n"),
        ("took ≈ 12 ms\n", "took 12 ms\n"),
        ("a\n", "a\nb\n"),
    ],
)
def test_anything_else_is_not(old, new):
    assert difference(old, new)


def test_the_difference_shows_both_sides():
    shown = difference("rows: 3\n", "rows: 4\n")
    assert "-rows: 3" in shown and "+rows: 4" in shown


def test_plot_data_is_exact_but_for_measured_columns():
    assert not difference("", "", "n,≈ ms\n1,2.0\n", "n,≈ ms\n1,9.0\n")
    assert difference("", "", "n,≈ ms\n1,2.0\n", "n,≈ ms\n2,2.0\n")
    assert difference("", "", "n,≈ ms\n1,2.0\n", "n,≈ ms\n1,2.0\n2,3.0\n")


def made(folder, name="page/one.py"):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("print(1)\n")
    return read(path, folder)


def test_what_is_saved_is_what_is_loaded(tmp_path):
    s = made(tmp_path)
    record.save(s, Result("1\n\n2\n", "n\n1\n", 0, "Python 3.11"))
    expected = Recording(
        "make run SNIPPET=page/one", "Python 3.11", "1\n\n2\n", "n\n1\n"
    )
    assert record.load(s) == expected


def test_a_missing_recording_names_the_command(tmp_path):
    with pytest.raises(NotRecorded, match="run `make record SNIPPET=page/one`"):
        record.load(made(tmp_path))


def test_siblings_are_named_with_their_ending(tmp_path):
    s = made(tmp_path)
    made(tmp_path, "page/one.go")
    assert record.target(s) == "page/one.py"
