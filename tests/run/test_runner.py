"""The runner holds a snippet to its name, its time, its memory and its recording."""

import os
import subprocess
import sys

import pytest

from snippets.runner import jdk
from snippets.runner.catalog import ROOT, read
from snippets.runner.commands import ToolchainMissing
from snippets.runner.execute import SnippetFailed, run
from snippets.runner.head import SYSTEMS
from snippets.services import Services
from tests.conftest import unavailable


def snippet(folder, name, text):
    path = folder / "page" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return read(path, folder)


def outcome(s):
    with Services() as services:
        return run(s, services)


def test_runs_in_an_empty_folder_that_is_gone_afterwards(tmp_path):
    code = "import os; open('left', 'w'); print(os.listdir('.'), os.getcwd())\n"
    result = outcome(snippet(tmp_path, "a.py", code))
    assert result.output == "['left'] $TMPDIR\n"


def test_says_what_it_ran_on(tmp_path):
    code = "# needs: valkey\nprint(1)\n"
    ran_on = outcome(snippet(tmp_path, "a.py", code)).ran_on
    assert ran_on.startswith("Valkey 9.") and ", Python 3." in ran_on


def test_an_error_is_part_of_the_output(tmp_path):
    result = outcome(snippet(tmp_path, "a_fails.py", "raise SystemExit('no')\n"))
    assert (result.output, result.status) == ("no\n", 1)


def test_a_failure_that_the_name_does_not_promise_is_an_error(tmp_path):
    with pytest.raises(SnippetFailed, match="exited with 3"):
        outcome(snippet(tmp_path, "a.py", "raise SystemExit(3)\n"))


def test_a_success_that_the_name_denies_is_an_error(tmp_path):
    with pytest.raises(SnippetFailed, match="its name says that it fails"):
        outcome(snippet(tmp_path, "a_fails.py", "print(1)\n"))


def test_a_snippet_that_hangs_is_ended_with_its_children(tmp_path):
    code = (
        "# timeout: 1\nimport subprocess\n"
        "print(subprocess.Popen(['sleep', '60']).pid, flush=True)\n"
        "import time; time.sleep(60)\n"
    )
    with pytest.raises(SnippetFailed, match="not finished after 1 s") as failure:
        outcome(snippet(tmp_path, "a.py", code))
    child = str(failure.value).splitlines()[1]
    assert not alive(int(child))


def alive(pid):
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True)
    return state.stdout.strip() not in (b"", b"Z")


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_DATA bounds only Linux")
def test_memory_is_bounded(tmp_path):
    code = "# memory: 256\nbytearray(2**30)\n"
    assert "MemoryError" in outcome(snippet(tmp_path, "a_fails.py", code)).output


def test_every_system_that_a_head_may_name_is_provided():
    with Services() as services:
        assert services.givers.keys() == SYSTEMS.keys()


def test_sql_runs_in_psql_and_shows_its_errors(tmp_path):
    s = snippet(tmp_path, "a_fails.sql", "-- needs: postgresql\nselect 1/0;\n")
    assert outcome(s).output == "ERROR:  division by zero\n"


def test_sql_finds_what_the_snippet_that_it_names_left_but_not_its_session(tmp_path):
    first = "\\echo unseen\nCREATE TABLE t (n int); SET work_mem = '1MB';\n"
    snippet(tmp_path, "first.sql", first)
    code = "-- needs: postgresql\n-- with: page/first\n\\pset tuples_only\n\\a\n"
    s = snippet(tmp_path, "a.sql", f"{code}SELECT count(*) FROM t; SHOW work_mem;\n")
    assert outcome(s).output.splitlines()[-2:] == ["0", "4MB"]
    assert "unseen" not in outcome(s).output


def test_what_runs_before_and_fails_ends_the_run(tmp_path):
    snippet(tmp_path, "first.sql", "SELECT 1/0;\n")
    s = snippet(tmp_path, "a.sql", "-- needs: postgresql\n-- with: page/first\nSELECT 1;\n")
    with pytest.raises(SnippetFailed, match="division by zero"):
        outcome(s)


PROGRAMS = {
    "a.go": 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n',
    "a.rs": 'fn main() { println!("hello"); }\n',
    "A.java": 'class A { public static void main(String[] a) '
    '{ System.out.println("hello"); } }\n',
    "a.sh": "echo hello\n",
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMS)
def test_runs_each_language(tmp_path, name):
    try:
        result = outcome(snippet(tmp_path, name, PROGRAMS[name]))
    except ToolchainMissing as reason:
        unavailable(reason)
    assert result.output == "hello\n"


RACE = """// flags: -race
// memory: 100000000
package main

func main() {
	done := make(chan bool)
	n := 0
	go func() { n++; done <- true }()
	n++
	<-done
}
"""


def test_flags_reach_the_compiler(tmp_path):
    try:
        result = outcome(snippet(tmp_path, "race_fails.go", RACE))
    except ToolchainMissing as reason:
        unavailable(reason)
    assert "WARNING: DATA RACE" in result.output


def kit(folder, version, compiler=True):
    (folder / "bin").mkdir(parents=True)
    (folder / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{version}"\n')
    if compiler:
        (folder / "bin" / "javac").touch()
    return folder


def test_the_newest_java_with_a_compiler_runs_snippets(tmp_path):
    old, new = kit(tmp_path / "a", "9.0.4"), kit(tmp_path / "b", "25.0.3")
    newest = kit(tmp_path / "c", "27", compiler=False)
    assert jdk.newest_of([new, old, newest, tmp_path / "none"]) == new
    assert jdk.newest_of([old, newest]) is None


def test_a_workflow_is_checked_by_its_tool(tmp_path):
    unsafe = (
        "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: a/b@main\n"
    )
    result = outcome(snippet(tmp_path, "a_fails.yml", unsafe))
    assert "unpinned-uses" in result.output


def command(*words):
    return subprocess.run(
        [sys.executable, "-m", "snippets", *words],
        cwd=ROOT, capture_output=True, text=True, env=os.environ,
    )  # fmt: skip


def test_a_misspelt_name_is_answered_with_those_that_exist():
    asked = command("run", "caching/stampedee")
    assert asked.returncode == 1
    assert asked.stderr == (
        "there is no snippet 'caching/stampedee'; did you mean caching/stampede?\n"
    )


def test_wrong_words_are_answered_with_the_usage():
    assert "usage: python -m snippets" in command("rum").stderr
