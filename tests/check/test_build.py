"""Every page can be built: no macro, link, anchor or figure is broken."""


def test_the_site_builds_without_a_warning(site):
    assert (site / "ja" / "index.html").exists()
