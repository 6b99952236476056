"""What a page prints is compared with what was recorded as the tests compare it."""

import pytest

from snippets.runner import record
from tests.node import call

PAIRS = [
    ("a\n", "a"), ("took ≈ 12.3 ms\n", "took ≈ 9 ms\n"), ("| ≈   12 |", "| ≈ 1,234 |"),
    ("rows: 3\n", "rows: 4\n"), ("took ≈ 12 ms\n", "took 12 ms\n"), ("a\n", "a\nb\n"),
]  # fmt: skip


@pytest.mark.parametrize(("recorded", "printed"), PAIRS)
def test_a_page_and_the_tests_agree_on_what_is_the_same(recorded, printed):
    [verdict] = call(["run/compare", "verdict", recorded, printed])
    strict = record.comparable(recorded.strip()) == record.comparable(printed.strip())
    assert (verdict != "differs") == strict


@pytest.mark.parametrize("place", ["quicksort  Memory", "external merge  Disk"])
def test_memory_in_a_plan_is_free_in_a_page(place):
    old, new = f"Sort Method: {place}: 27kB", f"Sort Method: {place}: 19kB"
    first, second = call(["run/compare", "verdict", old, new], ["run/compare", "verdict", old, old])
    assert (first, second) == ("free", "same")


def test_the_difference_names_each_line_once():
    [lines] = call(["run/compare", "difference", "a\nb ≈ 1\nc\nd\n", "a\nb ≈ 2\nd\ne\n"])
    assert lines == [[" ", "a"], [" ", "b ≈ 2"], ["-", "c"], [" ", "d"], ["+", "e"]]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ({"name": "TypeError", "message": "Failed to fetch"}, "network"),
        ({"name": "TypeError", "message": "https://a/b.packed: 404"}, "network"),
        ({"name": "CompileError", "message": "violates the Content Security Policy"}, "blocked"),
        ({"name": "RangeError", "message": "Out of memory: Cannot allocate"}, "memory"),
        ({"name": "RuntimeError", "message": "unreachable"}, "dead"),
    ],
)
def test_what_goes_wrong_has_a_name(error, reason):
    assert call(["run/serve", "reasonOf", error]) == [reason]
