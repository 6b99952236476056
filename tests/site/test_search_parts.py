"""A page is read into sections, and the sections into the parts of an index."""

import re

from macros.search import index, questions, sections
from macros.search.fold import words

PAGE = """<h1 id="top">Page<a class="headerlink" href="#top">¶</a></h1><p>Before.</p>
<h2 id="one">One</h2><p>A <code>setting</code> of <abbr title="x">TTL</abbr>.</p>
<pre><code>SELECT 1  # (1)!
</code></pre>
<details class="question"><summary>Why?</summary><p>Because.</p></details>
<p>After.</p><dl><dt id="t"><dfn>term</dfn> <span>用語</span></dt><dd>Short.
<span class="related">See also</span></dd></dl>"""


def test_a_page_is_read_into_sections_questions_and_terms():
    found = sections.read(questions.with_ids(PAGE))
    assert [(s.kind, s.id, s.title) for s in found] == [
        ("section", "", "Page"),
        ("section", "one", "One"),
        ("question", "one-1", "Why?"),
        ("term", "t", "term"),
    ]
    assert found[1].prose == "A setting of TTL. After."
    assert found[1].code == "SELECT 1"
    assert found[2].prose == "Because."
    assert found[3].prose == "用語 Short."


def test_what_only_repeats_other_headings_is_not_read():
    lists = '<table class="evidence"><td>TTL</td></table><nav class="field-map"><a>TTL</a></nav>'
    (page,) = sections.read(f'<h1 id="top">Page</h1>{lists}<p>Prose.</p>')
    assert page.prose == "Prose."


def test_questions_are_numbered_by_section():
    html = questions.with_ids(PAGE + '<details class="question"><details class="question">')
    assert re.findall(r'question" id="([^"]+)"', html) == ["one-1", "one-2", "one-3"]


def built(html):
    return index.build("en", {"a/": sections.read(html)}, (), {}, [], {})


def entry(parts, word):
    return next(row[1:] for row in parts["words-0"] if row[0] == word)


def test_the_core_has_no_texts():
    parts = built('<h1 id="a">Aa</h1><p>bulk</p><h2 id="b">Bb</h2><h3 id="c">Cc</h3>')
    assert parts["core"]["levels"] == "123"
    assert "bulk" not in index.dump({**parts["core"], "words": []})
    assert parts["texts-0"] == [["bulk", "", ""], ["", "", ""], ["", "", ""]]


def test_a_word_is_counted_in_its_section_and_kind_of_text():
    parts = built('<h1 id="a">Aa</h1><h2 id="b">Bb</h2><p>lock, lock</p><pre>lock</pre>')
    assert entry(parts, "lock") == [[1, 2], [1, 1]]


def test_a_word_inside_a_longer_one_is_counted_as_such():
    parts = built('<h1 id="a">Aa</h1><p>ロック</p><h2 id="b">Bb</h2><p>デッドロック</p>')
    assert entry(parts, "ロック") == [[0, 1, 1, 10]]


def test_a_name_of_several_parts_is_found_from_each_of_them():
    assert words("pg_stat_statements.max") == [
        "pg", "stat", "statements", "max",
        "pg_stat_statements.max", "stat_statements.max", "statements.max",
    ]  # fmt: skip


def test_a_page_of_lists_is_a_list_itself():
    parts = built('<h1 id="a">Aa</h1><h2 id="credits">Bb</h2>')
    assert parts["core"]["kinds"] == "33"
    parts = built('<h1 id="a">Aa</h1><h2 id="credits">Bb</h2><h2 id="c">Cc</h2>')
    assert parts["core"]["kinds"] == "030"
