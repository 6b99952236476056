"""`make serve` outlives a page that does not build."""

from types import SimpleNamespace

import pytest
from mkdocs.exceptions import Abort

from macros import serving


def fails():
    raise SystemExit("docs/index.md:3: wrong")


def test_a_stopped_build_is_told_and_does_not_end_the_server():
    server = serving.on_serve(
        SimpleNamespace(builder=fails), config=None, builder=fails
    )
    with pytest.raises(Abort, match="docs/index.md:3: wrong") as told:
        server.builder()
    assert isinstance(told.value, Exception), "MkDocs goes on after an Exception only"


def test_a_build_that_works_goes_through():
    built = []
    server = SimpleNamespace(builder=lambda: built.append(1))
    serving.on_serve(server, config=None, builder=None).builder()
    assert built == [1]
