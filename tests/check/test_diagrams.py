"""A Mermaid fence becomes a drawing in the page's colours, with words for the blind."""

import re

import pytest

from macros import diagrams

SOURCE = "sequenceDiagram\n    A->>V: GET user:1\n    V-->>A: なし\n"


def draw(source=SOURCE, alt='a "cache" miss'):
    return diagrams.draw(source, "mermaid", "", {}, None, attrs={"alt": alt})


def test_is_drawn_in_the_colours_of_the_palette():
    drawn = draw()
    assert "var(--plot-ink)" in drawn and "#0102" not in drawn
    assert "なし" in drawn


def test_the_title_of_a_group_is_in_ink():
    drawn = draw("flowchart LR\nsubgraph one [In the zone]\n  a-->b\nend\n")
    [title] = re.findall(r"<text[^>]*>(?=In the zone)", drawn)
    assert 'fill="var(--plot-ink)"' in title


def test_has_a_text_alternative():
    assert 'role="img" aria-label="a &quot;cache&quot; miss"' in draw()


def test_two_drawings_share_no_id():
    one, two = (set(re.findall(r' id="([^"]+)"', draw(SOURCE + more)))
                for more in ("", "    A->>V: SET\n"))  # fmt: skip
    assert one and not one & two


def test_every_reference_inside_a_drawing_has_its_target():
    drawn = draw()
    ids = set(re.findall(r' id="([^"]+)"', drawn))
    assert set(re.findall(r"url\(#([^)]+)\)", drawn)) <= ids


@pytest.mark.parametrize(
    ("source", "alt", "message"),
    [
        (SOURCE, "", "'sequenceDiagram'...: no text alternative; begin it with"),
        ("flowchartt\n  A->>B: x\n", "x", "'flowchartt'...: "),
    ],
)
def test_a_fault_is_named(source, alt, message):
    with pytest.raises(diagrams.DiagramError, match=re.escape(message)):
        draw(source, alt)
