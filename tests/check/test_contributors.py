"""Who wrote the handbook is read from the whole history, by name and never by address;
where the history is not whole, the page says so and is the same each time."""

import subprocess

import pytest

from macros import contributors
from macros.site import ROOT, Site

EN = Site("contributing.md", 1, "en", "../")


class History:
    """A repository in a folder."""

    def __init__(self, folder):
        self.folder = folder
        self.git("init", "-q")

    def git(self, *words):
        subprocess.run(["git", "-C", self.folder, *words], check=True, capture_output=True)

    def commit(self, name, mail="a@example.invalid"):
        author = ("-c", f"user.name={name}", "-c", f"user.email={mail}")
        self.git(*author, "commit", "-q", "--allow-empty", "-m", "x")


@pytest.fixture
def history(tmp_path):
    (tmp_path / "whole").mkdir()
    return History(tmp_path / "whole")


def test_each_author_is_named_once_in_the_order_of_names(history):
    for name in ("Zoë", "ada", "Zoë", "Ben", "林"):
        history.commit(name)
    assert contributors.names(history.folder) == ("ada", "Ben", "Zoë", "林")


def test_mailmap_joins_names_and_leaves_out_who_wants_it(history):
    history.commit("A. L.", "ada@example.invalid")
    history.commit("Secret", "secret@example.invalid")
    text = "Ada Lovelace <ada@example.invalid>\n- <secret@example.invalid>\n"
    (history.folder / ".mailmap").write_text(text)
    assert contributors.names(history.folder) == ("Ada Lovelace",)


def test_a_program_is_no_author(history):
    history.commit("updates[bot]")
    history.commit("Ada")
    assert contributors.names(history.folder) == ("Ada",)


def test_what_is_not_the_whole_history_names_nobody(history, tmp_path):
    for name in ("Ada", "Ben"):
        history.commit(name)
    shallow, inside = tmp_path / "shallow", history.folder / "unpacked"
    address = history.folder.as_uri()
    subprocess.run(["git", "clone", "-q", "--depth=1", address, shallow], check=True)
    inside.mkdir()
    for folder in (shallow, inside, tmp_path, tmp_path / "none"):
        assert contributors.names(folder) == ()


def test_without_git_nobody_is_named(history, monkeypatch):
    history.commit("Ada")
    monkeypatch.setenv("PATH", "")
    assert contributors.names(history.folder) == ()


def test_a_name_is_text_and_no_address_is_shown():
    shown = contributors.render(EN, {"names": ("<script>", "Ada *L*")})
    assert "<li>&lt;script&gt;</li>" in shown and "<li>Ada *L*</li>" in shown
    assert "@" not in contributors.render(EN, contributors.decide(EN))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_page_without_names_says_where_they_are(language):
    shown = contributors.render(Site("contributing.md", 1, language, "../"), {"names": ()})
    assert "<code>git shortlog -sn</code>" in shown


def test_the_site_is_published_with_the_whole_history():
    publish = (ROOT / ".github" / "workflows" / "site.yml").read_text().split("  publish:")[1]
    assert "fetch-depth: 0 " in publish
