"""A reader's result is compared with the answer's by value, and the message names what
differs."""

import pytest

from tests.node import call

INT, TEXT, BOOL, FLOAT, NUMERIC, DATE = 23, 25, 16, 701, 1700, 1082


def result(types, *rows):
    columns = [{"name": f"c{n}", "type": t} for n, t in enumerate(types, 1)]
    return {"columns": columns, "rows": [list(row) for row in rows]}


def judged(expected, given, **options):
    [verdict] = call(["run/exercise/judge", "judge", expected, given, options])
    return verdict


@pytest.mark.parametrize(
    ("types", "rows", "other_types", "others"),
    [
        ([INT], [["1"], ["2"]], [INT], [["2"], ["1"]]),
        ([NUMERIC], [["1.50"]], [NUMERIC], [["1.5"]]),
        ([INT], [["100"]], [NUMERIC], [["100.00"]]),
        ([NUMERIC], [["0"]], [NUMERIC], [["-0.00"]]),
        ([FLOAT], [["0.30000000000000004"]], [NUMERIC], [["0.3"]]),
        ([INT, TEXT], [["1", None]], [INT, 1043], [["1", None]]),
        ([INT], [], [INT], []),
    ],
)
def test_equal_values_are_right_however_they_are_written(types, rows, other_types, others):
    verdict = judged(result(types, *rows), result(other_types, *others))
    assert verdict == {"verdict": "right", "rows": len(rows)}


def test_rows_that_are_missing_or_too_many_are_counted_and_shown():
    expected = result([INT, TEXT], ["1", "a"], ["2", None], ["2", None])
    given = result([INT, TEXT], ["1", "a"], ["2", None], ["3", ""])
    assert judged(expected, given) == {
        "verdict": "rows", "given": 3, "expected": 3, "missing": 1, "extra": 1,
        "samples": {"missing": [["2", None]], "extra": [["3", ""]]},
    }  # fmt: skip


def test_null_is_not_an_empty_text():
    assert judged(result([TEXT], [None]), result([TEXT], [""]))["verdict"] == "rows"


def test_a_few_rows_stand_for_many():
    verdict = judged(result([INT]), result([INT], *([str(n)] for n in range(9))))
    assert verdict["extra"] == 9 and len(verdict["samples"]["extra"]) == 3


def test_rows_that_repeat_are_told_from_rows_that_are_wrong():
    expected = result([INT], ["1"], ["2"])
    verdict = judged(expected, result([INT], ["1"], ["2"], ["2"]))
    assert (verdict["verdict"], verdict["given"], verdict["expected"]) == ("repeated", 3, 2)
    assert judged(expected, result([INT], ["1"], ["2"], ["3"]))["verdict"] == "rows"


def test_order_counts_only_where_it_is_asked_for():
    expected, given = result([INT], ["1"], ["2"], ["3"]), result([INT], ["1"], ["3"], ["2"])
    assert judged(expected, given)["verdict"] == "right"
    assert judged(expected, given, ordered=True) == {"verdict": "order", "row": 2}
    assert judged(expected, expected, ordered=True)["verdict"] == "right"


def test_columns_are_compared_by_number_place_and_type():
    expected = result([INT, TEXT], ["1", "a"], ["2", "b"])
    assert judged(expected, result([INT], ["1"])) == {
        "verdict": "columns", "given": 1, "expected": 2, "names": "c1, c2",
    }  # fmt: skip
    swapped = result([TEXT, INT], ["b", "2"], ["a", "1"])
    assert judged(expected, swapped) == {"verdict": "swapped", "names": "c1, c2"}
    assert judged(expected, result([TEXT, TEXT], ["1", "a"], ["2", "b"])) == {
        "verdict": "types", "column": 1, "given": "text", "expected": "number",
    }  # fmt: skip
    other = judged(result([DATE], ["2026-01-01"]), result([1114], ["2026-01-01 00:00:00"]))
    assert (other["given"], other["expected"]) == ("timestamp", "date")


def test_columns_of_one_type_may_be_swapped_too_unless_they_are_not_the_readers():
    expected, given = result([BOOL, BOOL], ["t", "f"]), result([BOOL, BOOL], ["f", "t"])
    assert judged(expected, given)["verdict"] == "swapped"
    assert judged(expected, given, fixed=True)["verdict"] == "rows"
    mixed = result([INT, INT], ["1", "2"], ["4", "3"])
    assert judged(result([INT, INT], ["1", "2"], ["3", "4"]), mixed)["verdict"] == "rows"


def test_no_result_says_so():
    assert judged(result([INT]), None) == {"verdict": "nothing"}


FILE = """-- needs: postgresql
\\pset null NULL
-- --8<-- [start:given]
CREATE TABLE t (n int);
-- --8<-- [end:given]
\\echo -- answer
-- --8<-- [start:answer]
SELECT 1;
-- --8<-- [end:answer]
-- --8<-- [start:probe]
SELECT 2;
-- --8<-- [end:probe]
"""


def test_a_file_is_cut_into_what_the_exercise_needs():
    [parts] = call(["run/exercise/parts", "sections", FILE])
    assert parts == {"given": "CREATE TABLE t (n int);", "answer": "SELECT 1;", "probe": "SELECT 2;"}
    alone, probed = call(
        ["run/exercise/parts", "script", "SELECT 3 -- three", {}],
        ["run/exercise/parts", "script", "SELECT 3 -- three", parts],
    )
    assert alone == "\\pset null NULL\nSELECT 3 -- three\n"
    assert probed == "\\pset null NULL\nSELECT 3 -- three\n;\nSELECT 2;\n"


def test_an_error_is_named_by_its_first_line():
    output = ' n\n---\n 1\n(1 row)\n\nERROR:  column "x" does not exist\nLINE 1: SELECT x;\n'
    [named, other] = call(
        ["run/exercise/parts", "errorIn", output],
        ["run/exercise/parts", "errorIn", "\\d: no such command\n"],
    )
    assert (named, other) == ('column "x" does not exist', "\\d: no such command")


def test_a_sentence_takes_its_facts_by_name():
    [text] = call(["run/exercise/parts", "filled", "{b} of {a}, {c}", {"a": 1, "b": 0}])
    assert text == "0 of 1, {c}"
