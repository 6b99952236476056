"""A flame graph: boxes as wide as their share, names where they fit, bad data named."""

import re

import pytest

from macros import flames
from macros.site import MacroError

PROFILE = "stack,≈ samples\nmain;parse,30\nmain;parse;read<int>,10\nmain;zip,1\nmain;a,59\n"


def boxes(html):
    return re.findall(r'flex-basis:([\d.]+)%" title="(.*?)"', html)


def drawn(site_of, data=PROFILE):
    root = flames.read("x/y", data)
    decided = {"root": root, "named_from": 2.5, "title": "T", "alt": 'a "b"'}
    return flames.render(site_of, decided)


@pytest.fixture
def page():
    return type("Site", (), {"language": "en"})()


def test_a_box_is_as_wide_as_its_share_of_its_caller(page):
    assert boxes(drawn(page)) == [
        ("100.00", "main 100.0%"), ("59.00", "a 59.0%"), ("40.00", "parse 40.0%"),
        ("25.00", "read&lt;int&gt; 10.0%"), ("1.00", "zip 1.0%"),
    ]  # fmt: skip


def test_a_narrow_box_has_no_name_but_a_tooltip(page):
    assert ">zip" not in drawn(page) and ">a 59.0%<" in drawn(page)


def test_a_flame_graph_has_a_text_alternative_and_stands_on_one_line(page):
    html = drawn(page)
    assert 'role="img" aria-label="a &#34;b&#34;"' in html
    assert html.count("\n") == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("stack,samples\nmain,1\n", r"the columns are \['stack', 'samples'\]"),
        ("stack,≈ samples\nmain,many\n", "line 2: 'many' is no number of samples"),
        ("stack,≈ samples\n", "it recorded no samples"),
    ],
)
def test_wrong_data_is_named(data, message):
    with pytest.raises(MacroError, match=f"flame x/y: {message}"):
        flames.read("x/y", data)
