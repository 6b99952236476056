"""A page of a build says itself what it may load, and its own lines run by their hash."""

import pytest

from macros import policy

PAGE = """<head>
  <meta charset="utf-8">
  <script src="a.js"></script>
  <script type="application/json">{}</script>
  <script>var a</script>
</head>
"""
OF_VAR_A = "'sha256-jWQ1+iQ9Wxok9DsvUqwcis7Ewkms07+pNFXRYkRddFs='"


def test_stands_before_what_it_holds_for():
    lines = policy.with_policy(PAGE).splitlines()
    assert "charset" in lines[1] and "Content-Security-Policy" in lines[2]


def test_scripts_in_the_page_are_named_by_hash_and_nothing_else_is_let_in():
    [script] = [
        rule for rule in policy.with_policy(PAGE).split(";") if "script-src" in rule
    ]
    assert script.split() == ["script-src", "'self'", "'wasm-unsafe-eval'", OF_VAR_A]


@pytest.mark.parametrize("page", ["", PAGE + PAGE])
def test_a_page_without_its_place_is_refused(page):
    with pytest.raises(ValueError, match="must stand once in a page"):
        policy.with_policy(page)


def test_a_served_page_has_none(monkeypatch):
    monkeypatch.setitem(policy._command, "name", "serve")
    assert policy.on_post_page(PAGE, page=None, config=None) == PAGE
