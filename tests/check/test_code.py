"""Notes on the marks of a block are named, wherever a mark stands; another list below a
block stays a list."""

import pytest
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from macros import code

MARKED = "f()  # (1)!"
IN_STRING = 'run("""\nCREATE TABLE t (a int);  -- (1)!\n- alert: Quiet  # (2)!\n""")'


def block(source):
    return highlight(source, PythonLexer(), HtmlFormatter(wrapcode=True)).strip()


def page_of(html):
    return code.on_page_content(html, None, None, None)


@pytest.mark.parametrize(
    ("source", "named"), [(MARKED, True), (IN_STRING, True), ("f(1)", False), ("f()  # why", False)]
)
def test_only_notes_on_marks_are_named(source, named):
    page = page_of(f"{block(MARKED)}<p>y</p>{block(source)}\n<ol><li>x</li></ol>")
    assert ('<ol class="notes">' in page) is named


def test_a_block_says_how_many_lines_it_has():
    assert '<pre style="--lines: 4">' in page_of(block(IN_STRING))
    assert '<pre style="--lines: 1">' in page_of("<pre><code>one\n</code></pre>")


def test_a_mark_in_a_string_is_a_comment():
    page = page_of(block(IN_STRING))
    assert '<span class="c1">-- (1)!</span>' in page
    assert '<span class="c1"># (2)!</span>' in page
