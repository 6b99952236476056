"""In a real Chromium, a simulator follows its controls, by keyboard, in both languages."""

import pytest

from macros import load, simulators
from tests.browser.views import desk, widths

WHERE = {
    name: next(p.name for p in load.pages() if f'simulator("{name}")' in p.text)
    for name in simulators.every()
}
everyone = pytest.mark.parametrize("name", WHERE)
languages = pytest.mark.parametrize("language", ["", "ja/"], ids=["en", "ja"])


def figure(page, address, language, name):
    page.goto(f"{address}{language}{WHERE[name]}/")
    found = page.locator(f"figure[data-model={name}]")
    found.locator("svg").wait_for()
    return found


@everyone
@languages
@widths
def test_follows_every_control_by_keyboard(page, address, language, name):
    found = figure(page, address, language, name)
    for control in found.locator("input, select").all():
        control.focus()
        seen = set()
        for key in ("ArrowDown", "ArrowDown", "End", "Home"):
            page.keyboard.press(key)
            seen.add(found.locator("[role=status]").inner_text())
            seen.add(found.locator(".simulator-plot").inner_html())
        assert len(seen) > 2, f"{control.get_attribute('name')} moves nothing"
        if control.get_attribute("type") == "range":
            spoken = control.get_attribute("aria-valuetext")
            shown = control.locator("xpath=..").locator("output").inner_text()
            assert spoken == shown
        found.locator("form").evaluate(
            "form => { form.reset(); form.dispatchEvent(new Event('input')); }"
        )
    says = found.locator("[role=status]").inner_text()
    assert says and not {"{", "NaN", "undefined"} & set(says.split())
    assert "NaN" not in found.locator(".simulator-plot").inner_html()
    assert found.locator("tbody tr").count() > 3
    assert page.trouble == []
    overflow = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(overflow) <= 0, "the page scrolls sideways"


@desk
@everyone
def test_is_not_there_without_javascript(page, address, name):
    context = page.context.browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}{WHERE[name]}/")
    assert not plain.locator(f"figure[data-model={name}]").is_visible()
    context.close()
