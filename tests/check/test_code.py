"""Notes on the marks of a block are named; another list below a block stays a list."""

import pytest

from macros import code

MARKED = '<span class="c1"># (1)!</span>'


@pytest.mark.parametrize(
    ("inside", "named"), [(MARKED, True), ("f(1)", False), ('<span class="c1"># why</span>', False)]
)
def test_only_notes_on_marks_are_named(inside, named):
    block = '<div class="highlight"><pre><code>{}</code></pre></div>\n'
    html = block.format(MARKED) + "<p>y</p>" + block.format(inside) + "<ol><li>x</li></ol>"
    page = code.on_page_content(html, None, None, None)
    assert ('<ol class="notes">' in page) is named
