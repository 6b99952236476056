"""A page is painted once, in the palette that its reader wants: the palette is chosen before
the first paint, no script has the browser style the whole page anew, and code that is not
styled before its turn takes the room that it will take.
"""

import pytest

from tests.browser.views import desk, widths

LONG = "topics/caching/"
SCHEME = "document.body.dataset.mdColorScheme"
# Height in pixels of each block, as promised and as it is.
HEIGHTS = """() => [...document.querySelectorAll(".highlight > pre[style]")].map((block) => {
  const promised = getComputedStyle(block).containIntrinsicBlockSize.replace("auto ", "");
  block.style.contentVisibility = "visible";
  return [parseFloat(promised), block.getBoundingClientRect().height];
}).filter(([, height]) => height)"""


def styled(page, address):
    """Return the number of elements that each restyling of a page styled, from the first
    script of the theme on, and the number of elements of the page."""
    session, events, ended = page.context.new_cdp_session(page), [], []
    session.on("Tracing.dataCollected", lambda found: events.extend(found["value"]))
    session.on("Tracing.tracingComplete", lambda _: ended.append(True))
    config = {"includedCategories": ["devtools.timeline"]}
    session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
    page.goto(address + LONG, wait_until="networkidle")
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(100)
    events.sort(key=lambda event: event["ts"])
    names = [(e["name"], e.get("args", {})) for e in events]
    [begun, *_] = [
        n for n, (name, given) in enumerate(names)
        if name == "EvaluateScript" and "/bundle." in given["data"].get("url", "")
    ]  # fmt: skip
    counts = [given["elementCount"] for name, given in names[begun:]
              if name == "UpdateLayoutTree" and "elementCount" in given]  # fmt: skip
    return counts, page.evaluate("document.body.querySelectorAll('*').length")


@desk
def test_no_script_has_the_browser_style_the_whole_page_anew(page, address):
    counts, elements = styled(page, address)
    assert counts and max(counts) < elements / 4


@widths
def test_code_takes_its_room_before_its_turn(page, address):
    page.goto(address + LONG)
    heights = page.evaluate(HEIGHTS)
    assert len(heights) > 20
    assert max(abs(promised - height) for promised, height in heights) < 1


@desk
def test_notes_may_stand_out_of_their_block(page, address):
    page.goto(address + LONG)
    block = page.locator("pre:has(.md-annotation)").first
    page.locator(".highlight > pre").first.scroll_into_view_if_needed()
    assert block.evaluate("(pre) => getComputedStyle(pre).contentVisibility") == "visible"


@pytest.mark.parametrize(
    ("page", "scheme"), [((1280, "dark"), "slate"), ((1280, "light"), "default")],
    indirect=["page"], ids=["dark", "light"],
)  # fmt: skip
def test_the_palette_of_the_device_is_there_before_the_scripts(page, address, scheme):
    page.route("**/bundle.*", lambda route: route.abort())
    page.goto(address)
    assert page.evaluate(SCHEME) == scheme
    page.emulate_media(color_scheme="light" if scheme == "slate" else "dark")
    page.locator(f"body:not([data-md-color-scheme={scheme}])").wait_for()


@widths
def test_a_chosen_palette_stays(page, address):
    page.goto(address)
    button = page.locator("[data-palette]")
    was, pressed = page.evaluate(SCHEME), button.get_attribute("aria-pressed")
    button.focus()
    page.keyboard.press("Enter")
    chosen = page.evaluate(SCHEME)
    assert chosen != was and button.get_attribute("aria-pressed") != pressed
    page.goto(address + "ja/" + LONG)
    assert page.evaluate(SCHEME) == chosen
    button.click()
    assert page.evaluate(SCHEME) == was
