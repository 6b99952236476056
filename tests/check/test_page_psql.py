"""A script in the page is cut, sent and printed as psql does it."""

from pathlib import Path

import pytest

from tests import node
from tests.node import call

OPTIONS = {
    "format": "aligned", "border": 1, "tuples_only": False, "footer": True,
    "expanded": "off", "fieldsep": "|", "null": "",
}  # fmt: skip
INT, TEXT = 23, 25
PSQL = Path(node.__file__).with_name("psql.mjs")


def run(script, answers=()):
    [result] = node.run(PSQL, [[script, list(answers)]])
    return result


def asked(script):
    return run(script)["asked"]


def rows(columns, *values):
    fields = [{"name": name, "dataTypeID": type_} for name, type_ in columns]
    told = [{"name": "dataRow", "fields": list(row)} for row in values]
    end = {"name": "commandComplete", "text": f"SELECT {len(values)}"}
    return [{"name": "rowDescription", "fields": fields}, *told, end]


@pytest.mark.parametrize(
    ("script", "statements"),
    [
        ("SELECT 1; SELECT 2;", ["SELECT 1;", "SELECT 2;"]),
        ("SELECT 1", ["SELECT 1"]),
        ("-- a; b\nSELECT 1; -- c;\n", ["SELECT 1;"]),
        ("SELECT ';', E'\\';', \";\", $$;$$, $a$;$$;$a$;",
         ["SELECT ';', E'\\';', \";\", $$;$$, $a$;$$;$a$;"]),
        ("/* ; /* ; */ ; */ SELECT 1;", ["/* ; /* ; */ ; */ SELECT 1;"]),
        ("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2);",
         ["CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2);"]),
        ("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE 1 WHEN 1 THEN 2 END; "
         "END; SELECT 3;",
         ["CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE 1 WHEN 1 THEN 2 END; "
          "END;", "SELECT 3;"]),
        ("SELECT 1\\; SELECT 2;", ["SELECT 1; SELECT 2;"]),
        ("BEGIN; SELECT 1; END;", ["BEGIN;", "SELECT 1;", "END;"]),
        ("SELECT a::int, x[1:2];", ["SELECT a::int, x[1:2];"]),
    ],
)  # fmt: skip
def test_a_statement_ends_at_its_own_semicolon(script, statements):
    assert asked(script) == statements


def test_variables_are_filled_in_as_they_are_then():
    script = """\\set n 1
SELECT :n, :'n', :"n", ':n', :{?n}, :{?m}, :m;
\\set n 'it''s' ' two'
SELECT :'n';
\\set explain 'EXPLAIN (COSTS OFF)'
:explain SELECT 1;
"""
    assert asked(script) == [
        "SELECT 1, '1', \"1\", ':n', TRUE, FALSE, :m;",
        "SELECT 'it''s two';",
        "EXPLAIN (COSTS OFF) SELECT 1;",
    ]


def test_gset_keeps_a_row_and_gexec_runs_each_cell():
    script = "SELECT 7 AS n \\gset\nSELECT :n;\nSELECT 'SELECT 8' \\gexec\n"
    answers = [rows([("n", INT)], ["7"]), [], rows([("x", TEXT)], ["SELECT 8"])]
    result = run(script, answers)
    assert result["asked"] == ["SELECT 7 AS n", "SELECT 7;", "SELECT 'SELECT 8'", "SELECT 8"]


def test_a_branch_that_is_not_taken_is_neither_sent_nor_said():
    script = "\\if off\nSELECT 1;\n\\echo a\n\\elif on\nSELECT 2;\n\\else\nSELECT 3;\n\\endif\n"
    assert run(script)["asked"] == ["SELECT 2;"]
    assert run(script)["output"] == ""


def test_copy_reads_the_lines_below_it():
    script = "COPY t FROM STDIN;\n1\ta\n2\tb\n\\.\nSELECT 1;\n"
    assert asked(script) == [["COPY t FROM STDIN;", "1\ta\n2\tb\n"], "SELECT 1;"]


def test_what_goes_to_a_file_is_not_shown():
    script = "\\o /dev/null\nSELECT 1;\n\\o\n\\echo '-- a  b' c\nSELECT 2 \\g /dev/null\n"
    answers = [rows([("n", INT)], ["1"]), rows([("n", INT)], ["2"])]
    assert run(script, answers)["output"] == "-- a  b c\n"


ERROR = {
    "name": "error", "severity": "ERROR", "code": "42703", "position": "12",
    "message": 'column "nowhere" does not exist', "hint": "Look.", "where": "here",
}  # fmt: skip
WORDED = (
    'ERROR:  column "nowhere" does not exist\nLINE 2:  nowhere;\n         ^\n'
    "HINT:  Look.\nCONTEXT:  here\n"
)


@pytest.mark.parametrize(
    ("setting", "shown", "status"),
    [
        ("", WORDED, 3),
        ("\\set ON_ERROR_STOP off\n", WORDED, 0),
        ("\\set VERBOSITY sqlstate\n", "ERROR:  42703\n", 3),
        ("\\set VERBOSITY terse\n",
         'ERROR:  column "nowhere" does not exist at character 12\n', 3),
        ("\\set SHOW_CONTEXT never\n", WORDED.replace("CONTEXT:  here\n", ""), 3),
    ],
)  # fmt: skip
def test_an_error_looks_as_in_psql_and_stops_the_script(setting, shown, status):
    result = run(f"{setting}SELECT 1,\n nowhere;\nSELECT 2;", [[ERROR]])
    assert (result["output"], result["status"]) == (shown, status)
    assert len(result["asked"]) == (2 if status == 0 else 1)


def test_the_place_of_an_error_in_a_long_line_is_cut_out():
    query = "SELECT " + "a, " * 40 + "nowhere, " + "b, " * 40 + "c"
    [place] = call(["run/sql/errors", "place", query, query.index("nowhere") + 1])
    line, mark = place.splitlines()
    assert line.startswith("LINE 1: ...") and line.endswith("...")
    assert line[mark.index("^") :].startswith("nowhere")


def test_a_command_that_the_page_lacks_is_named():
    result = run("\\d t\nSELECT 1;")
    assert result["output"].startswith("\\d: this page runs only a part of psql")
    assert (result["status"], result["asked"]) == (3, [])


def printed(columns, values, **options):
    table = {"columns": [{"name": n, "type": t} for n, t in columns], "rows": values}
    [text] = call(["run/sql/print", "print", table, {**OPTIONS, **options}])
    return text


PEOPLE = [("id", INT), ("name", TEXT)]
VALUES = [["1", "Ann"], ["20", "山田\nO'Neil"], ["3", None]]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, " id |  name\n----+--------\n  1 | Ann\n 20 | 山田  +\n    | O'Neil\n  3 |\n"
             "(3 rows)\n\n"),
        ({"null": "∅"}, " id |  name\n----+--------\n  1 | Ann\n 20 | 山田  +\n    | O'Neil\n"
                        "  3 | ∅\n(3 rows)\n\n"),
        ({"tuples_only": True}, "  1 | Ann\n 20 | 山田  +\n    | O'Neil\n  3 |\n\n"),
        ({"format": "unaligned"}, "id|name\n1|Ann\n20|山田\nO'Neil\n3|\n(3 rows)\n"),
        ({"format": "unaligned", "tuples_only": True, "fieldsep": ", "},
         "1, Ann\n20, 山田\nO'Neil\n3,\n"),
        ({"format": "csv"}, 'id,name\n1,Ann\n20,"山田\nO\'Neil"\n3,\n'),
        ({"border": 2, "footer": False},
         "+----+--------+\n| id |  name  |\n+----+--------+\n|  1 | Ann    |\n"
         "| 20 | 山田  +|\n|    | O'Neil |\n|  3 |        |\n+----+--------+\n\n"),
        ({"expanded": "on"},
         "-[ RECORD 1 ]\nid   | 1\nname | Ann\n-[ RECORD 2 ]\nid   | 20\nname | 山田  +\n"
         "     | O'Neil\n-[ RECORD 3 ]\nid   | 3\nname |\n\n"),
    ],
    ids=str,
)  # fmt: skip
def test_a_result_is_printed_as_psql_prints_it(options, expected):
    assert printed(PEOPLE, VALUES, **options) == expected


def test_one_row_is_one_row():
    assert printed([("n", INT)], [["1"]]).endswith("(1 row)\n\n")
