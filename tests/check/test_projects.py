"""A project says what it is in project.toml; its broken variants change what is there;
the acceptance report says what holds."""

import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from snippets.projects.kit import catalog, mutants, running
from snippets.runner.catalog import ROOT

SAYS = 'needs = ["valkey"]\nserve = "one"\nworkers = []\naccept = {}\n'
MUTANT = """[[mutant]]
id = "other-word"
file = "word.py"
find = "hello"
replace = "bye"
caught_by = "test_word"
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A folder of projects with the one `one`."""
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "project.toml").write_text(SAYS)
    (folder / "mutants.toml").write_text(MUTANT)
    (folder / "word.py").write_text("hello\n")
    monkeypatch.setattr(catalog, "FOLDER", tmp_path)
    monkeypatch.setattr(catalog, "ROOT", tmp_path)
    return folder


def test_reads_what_a_project_says(project):
    found = catalog.find("one")
    assert (found.needs, found.serve, found.folder) == (("valkey",), "one", project)


def test_an_unknown_project_is_answered_with_those_there_are(project):
    with pytest.raises(catalog.ProjectError, match="no project 'two'; there are: one"):
        catalog.find("two")


def test_a_wrong_key_is_named(project):
    (project / "project.toml").write_text(SAYS + "worker = []\n")
    with pytest.raises(catalog.ProjectError, match="one/project.toml: .*missing: worker"):
        catalog.find("one")


def test_runs_beside_each_other_listen_on_ports_of_their_own(project):
    said = 'accept = { PORT = "{2525}", URL = "http://127.0.0.1:{2525}/", WAIT = "2" }\n'
    (project / "project.toml").write_text(SAYS.replace("accept = {}\n", said))
    found = catalog.find("one")
    assert found.accept == {"PORT": "2525", "URL": "http://127.0.0.1:2525/", "WAIT": "2"}
    one, other = running.asked(found), running.asked(found)
    assert one["URL"] == f"http://127.0.0.1:{one['PORT']}/" and one["WAIT"] == "2"
    assert len({one["PORT"], other["PORT"], "2525"}) == 3


def test_a_broken_variant_differs_in_one_place(project, tmp_path):
    [mutant] = mutants.of(catalog.find("one"))
    variant = mutants.broken(catalog.find("one"), mutant, tmp_path / "copy")
    assert (variant.folder / "word.py").read_text() == "bye\n"
    assert (project / "word.py").read_text() == "hello\n"


@pytest.mark.parametrize(("text", "times"), [("other\n", 0), ("hello hello\n", 2)])
def test_a_variant_whose_place_is_gone_is_named(project, tmp_path, text, times):
    (project / "word.py").write_text(text)
    [mutant] = mutants.of(catalog.find("one"))
    with pytest.raises(catalog.ProjectError, match=f"other-word: .* is {times} times"):
        mutants.broken(catalog.find("one"), mutant, tmp_path / "copy")


class Hello(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_):
        pass


@pytest.fixture
def url():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hello)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def accept(name, url):
    command = [sys.executable, "-m", "snippets.projects.kit", "accept", name, url]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


SUITE = '''def test_greets(client):
    """Says hello."""
    assert client.get("/").text == "hello"

def test_parts(client):
    """Says bye in the evening."""
    assert client.get("/").text == "bye"
'''


def test_the_report_says_what_holds_and_what_does_not(url):
    folder = catalog.FOLDER / "of-a-test"
    try:
        (folder / "accept").mkdir(parents=True)
        (folder / "project.toml").write_text(SAYS)
        (folder / "accept" / "test_words.py").write_text(SUITE)
        result = accept("of-a-test", url)
    finally:
        shutil.rmtree(folder)
    assert result.returncode == 1
    assert result.stdout.splitlines()[:2] == ["holds   Says hello", "broken  Says bye in the evening"]
    assert result.stdout.endswith("1 of 2 promises hold\n")


def test_where_nothing_answers_the_suite_says_so():
    result = accept(catalog.names()[0], "http://127.0.0.1:9")
    assert result.returncode == 2 and "nothing answers at http://127.0.0.1:9" in result.stdout
