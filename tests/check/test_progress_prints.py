"""A page says that it has changed since it was read, and in which sections, and only then."""

from macros import load, progress
from macros.progress import prints
from tests.node import call

ENGLISH = "# P\n\nopening\n\n## A { #a }\n\none\n\n## B { #b }\n\ntwo\n"
JAPANESE = "# ペ\n\n冒頭\n\n## ア { #a }\n\n一\n\n## イ { #b }\n\n二\n"


def printed(english=ENGLISH, japanese=JAPANESE, folder=load.DATA):
    pages = (load.parse(folder / name, text) for name, text in (("p.md", english), ("p.ja.md", japanese)))
    return prints.of_page(*pages)


def after(change, language="en"):
    """(whether the page changed, which sections did) since it was read in `language`."""
    before = printed()
    [kept] = call(["progress/prints", "printOf", language, before[language]])
    return call(
        ["progress/prints", "hasChanged", kept, change],
        ["progress/prints", "changedSections", kept, change],
    )


def test_what_is_the_same_has_not_changed():
    assert after(printed(ENGLISH + "\n\n")) == [False, []]


def test_a_section_that_changed_is_named():
    assert after(printed(ENGLISH.replace("two", "three"))) == [True, ["b"]]
    assert after(printed(ENGLISH.replace("opening", "start"))) == [True, [""]]


def test_a_new_section_is_named_and_one_that_went_changes_the_page():
    new = printed(f"{ENGLISH}\n## C {{ #c }}\n\nx\n", f"{JAPANESE}\n## ウ {{ #c }}\n\nx\n")
    assert after(new) == [True, ["c"]]
    gone = printed(ENGLISH.split("## B")[0], JAPANESE.split("## イ")[0])
    assert after(gone) == [True, []]


def test_who_read_english_hears_of_no_change_that_only_the_japanese_has():
    japanese = printed(ENGLISH, JAPANESE.replace("二", "弐"))
    assert after(japanese) == [False, []]
    assert after(japanese, "ja") == [True, ["b"]]


def test_what_was_ticked_in_the_plan_names_no_sections():
    now = printed(ENGLISH.replace("two", "three"))
    kept = f"en:{printed()['en']['sum']}"
    asked = [["progress/prints", name, kept, now] for name in ("hasChanged", "changedSections")]
    assert call(*asked) == [True, []]


def test_the_store_takes_the_prints_of_the_longest_page():
    page = max((p for p in load.pages() if p.language == "en"), key=lambda p: len(p.sections))
    other = load.page(page.path.with_name(page.path.name.replace(".md", ".ja.md")))
    [kept] = call(["progress/prints", "printOf", "en", prints.of_page(page, other)["en"]])
    assert len(kept) < 6_000, "a hundred pages must fit into a browser's storage"


def test_every_trouble_and_refusal_has_its_words():
    for language in ("en", "ja"):
        told = progress.told(language)
        for key in ("blocked", "full", "broken", "newer"):
            assert told[f"trouble_{key}"]
        for key in ("broken", "foreign", "newer"):
            assert told[f"import_{key}"]
