"""A block of code is highlighted once, and looks as it does without that."""

import markdown
import pytest
from pymdownx import highlight as base

from macros import highlight

FENCES = "```python\nx = 1\n```\n\n```sql\nselect 1\n```\n\n"
PAGE = f"{FENCES}    as indented\n\n`#!python y = 2`\n"
OTHERS = ["pymdownx.superfences", "pymdownx.inlinehilite"]


def html(page, extension="macros.highlight", **options):
    return markdown.markdown(
        page, extensions=[extension, *OTHERS], extension_configs={extension: options}
    )


@pytest.fixture
def asked(monkeypatch):
    """The blocks that Pygments is asked for; none is known before."""
    monkeypatch.setattr(highlight, "_known", {})
    found, real = [], base.highlight

    def counted(code, lexer, formatter):
        found.append(code)
        return real(code, lexer, formatter)

    monkeypatch.setattr(base, "highlight", counted)
    return found


@pytest.mark.parametrize("options", [{}, {"line_spans": "s"}, {"linenums": True}])
def test_looks_as_without(asked, options):
    plain = html(PAGE * 2, "pymdownx.highlight", **options)
    assert html(PAGE * 2, **options) == html(PAGE * 2, **options) == plain


def test_a_block_is_highlighted_once(asked):
    fence = PAGE.partition("\n\n")[0]
    assert html(fence) == html(fence)
    assert asked == ["x = 1"]


def test_the_same_code_in_another_language_is_another_block(asked):
    seen = [html(f"```{info}\nselect\n```") for info in ("sql", "python")]
    assert len(set(seen)) == len(asked) == 2


def test_a_title_is_none_of_what_is_highlighted(asked):
    titles = ["it's", "&lt; & <b>", "日本語"]
    pages = [f'```sql title="{title}"\nselect\n```' for title in titles]
    titled = [html(page) for page in pages]
    assert len(asked) == 1
    assert titled == [html(page, "pymdownx.highlight") for page in pages]


def test_what_is_remembered_has_an_end(asked, monkeypatch):
    monkeypatch.setattr(highlight, "MOST", 2)
    for number in range(5):
        html(f"```sql\nselect {number}\n```")
    assert len(highlight._known) <= 2
