"""Words cannot run code, read a file outside the repository or publish one, whatever a page
or a data file says. Each test is an attempt."""

import re
from types import SimpleNamespace

import pytest
from jinja2 import Environment, StrictUndefined
from jinja2.exceptions import SecurityError, TemplateNotFound

from macros import checks, facts, load, safety, show, sources
from macros.site import DOCS, ROOT, MacroError
from snippets.runner.catalog import SnippetError, read
from tests.check.test_pages import PAGES

ESCAPE = "{{ ''.__class__.__mro__[1].__subclasses__() }}"


def refused(text, message):
    page = load.parse(DOCS / "topics/x.md", f"# A\n\n{text}\n")
    with pytest.raises(MacroError) as named:
        checks.check_calls(page, {*checks.ARGUMENTS, "glossary"})
    assert str(named.value).startswith(f"docs/topics/x.md:3: {message}")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        (ESCAPE, "Getitem"),
        ("{{ glossary.__globals__ }}", "Getattr"),
        ("{{ glossary().format(1) }}", "Call"),
        ("{{ ['a'] | map(attribute='__class__') }}", "Filter"),
        ("{{ 'a' | attr('__class__') }}", "Filter"),
        ("{{ 9 ** 9 ** 9 }}", "Pow"),
        ("{{ 'a' * 9999999999 }}", "Mul"),
        ('{{ recorded("a" ~ "b", "c") }}', "Concat"),
        ("{% for i in [1] %}{% endfor %}", "For"),
        ('{% include "contributing.md" %}', "Include"),
        ('{% import "contributing.md" as x %}', "Import"),
        ("{% set x = 1 %}", "Assign"),
    ],
)
def test_a_page_does_nothing_but_call_macros_with_plain_values(text, node):
    page = Environment().parse(text)
    assert node in {type(found).__name__ for found in page.find_all(object)}
    refused(text, "no ")


@pytest.mark.parametrize("name", ["config", "environment", "git", "macros_info", "range"])
def test_a_page_does_not_see_what_the_build_knows(name):
    refused(f"{{{{ {name} }}}}", f"no macro {name!r}")


@pytest.mark.parametrize("tag", ["<script>", "<IFRAME src=x>", "<meta http-equiv=x>", "<base\n>"])
def test_a_page_brings_no_code_of_its_own(tag):
    refused(f"text {tag}", f"{tag[:3]}")


@pytest.mark.parametrize("text", ["`<script>` is text", "```html\n<script>\n```"])
def test_code_that_is_shown_is_none(text):
    checks.check_calls(load.parse(DOCS / "topics/x.md", f"# A\n\n{text}\n"), set())


def sandbox():
    environment = Environment(undefined=StrictUndefined)
    plugin = SimpleNamespace(env=environment, macros={"two": lambda: 2})
    safety.on_pre_build(SimpleNamespace(plugins={"macros": plugin}))
    return plugin._env


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (ESCAPE, SecurityError),
        ("{{ two.__globals__ }}", SecurityError),
        ("{{ range(9999999) }}", OverflowError),
        ('{% include "contributing.md" %}', (TemplateNotFound, TypeError)),
    ],
)
def test_what_the_check_would_miss_the_sandbox_refuses(text, error):
    with pytest.raises(error):
        sandbox().from_string(text).render()


def test_the_sandbox_has_the_macros():
    assert sandbox().from_string("{{ two() }}").render() == "2"


def test_the_sandbox_is_a_hook_of_the_build():
    assert "  - macros/safety.py\n" in (ROOT / "mkdocs.yml").read_text()


OUTSIDE = ["../bootstrap.py", "../../../../etc/passwd", "/etc/passwd", str(ROOT / "bootstrap.py")]


@pytest.mark.parametrize("file", OUTSIDE)
def test_a_source_outside_snippets_is_not_shown(file):
    with pytest.raises(MacroError, match="there is no snippets/"):
        sources.decide(file, title="T")


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_snippet_outside_snippets_is_none(name):
    with pytest.raises(MacroError, match="there is no snippet '"):
        show.siblings(name)


def test_a_page_outside_docs_is_not_read_first(tmp_path):
    page = DOCS / "topics/x.md"
    (tmp_path / "secret.md").write_text("# Secret\n")
    front = "description: a\nminutes: 1\nlevel: mid\nversions: {}\nchecked: 2026-11-22\n"
    for name in (tmp_path / "secret", "../README"):
        text = f"---\n{front}reads_first: [{name}]\n---\n\n# A\n"
        with pytest.raises(MacroError, match="reads_first: there is no page"):
            facts.check(load.parse(page, text))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd"])
def test_a_snippet_outside_is_not_run_before_another(tmp_path, name):
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "a.sql").write_text(f"-- with: {name}\nselect 1;\n")
    with pytest.raises(SnippetError, match="with"):
        read(tmp_path / "page" / "a.sql", tmp_path)


@pytest.mark.parametrize("folder", [False, True], ids=["file", "folder"])
def test_a_link_out_of_the_repository_is_refused(tmp_path, folder):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.md").symlink_to("/etc" if folder else "/etc/passwd")
    with pytest.raises(MacroError, match="a.md: a symbolic link; put the file itself there"):
        safety.check_files((tmp_path,), tmp_path)


def test_a_page_that_no_check_reads_is_refused(tmp_path):
    (tmp_path / "a.mkd").write_text(ESCAPE)
    with pytest.raises(MacroError, match=r"a page must end in .md, not in .mkd"):
        safety.check_files((tmp_path,), tmp_path)


TAGS = ["!!python/object/apply:os.system ['true']", "!!python/name:os.system", "!ENV HOME"]


@pytest.mark.parametrize("value", TAGS)
def test_data_and_front_matter_make_no_objects(tmp_path, value):
    data = tmp_path / "a.yaml"
    data.write_text(f"a: {value}\n")
    with pytest.raises(MacroError, match="not YAML"):
        load.read_yaml(data)
    with pytest.raises(MacroError, match="a.md:2: not YAML"):
        load.parse(tmp_path / "a.md", f"---\ndescription: {value}\n---\n\n# A\n")


def test_no_extension_of_markdown_includes_files():
    config = (ROOT / "mkdocs.yml").read_text()
    named = re.search(r"^markdown_extensions:\n((?:  .*\n)+)", config, re.M)[1]
    assert "snippets" not in named and "b64" not in named and "include" not in named


def test_the_pages_of_the_handbook_keep_to_it():
    safety.check_files()
    for page in PAGES:
        safety.check_calls(Environment().parse(page.text))
