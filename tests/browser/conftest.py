"""A Chromium, the built site on a free port, and a page that collects what goes wrong."""

import contextlib
import functools
import http.server
import sys
import threading

import pytest

from snippets.services import chromium as programs
from tests.conftest import unavailable


class Server(http.server.ThreadingHTTPServer):
    """Serves the site; a page that is left may close its connections."""

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextlib.contextmanager
def serving(folder, policy="", asked=None):
    """Serve a folder on a free port of this machine, with a content security policy; the
    paths that are asked for go into the list `asked`."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            if asked is not None:
                asked.append(self.path)

        def end_headers(self):
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.send_header("Cache-Control", "no-cache")  # as deploy/nginx.conf says
            super().end_headers()

    handler = functools.partial(Quiet, directory=folder)
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def address(site):
    """The site, served on a free port of this machine."""
    with serving(site) as address:
        yield address


@pytest.fixture
def host_of_site(site, tmp_path):
    """The folder of a host that serves the site below its top, in `handbook`."""
    (tmp_path / "handbook").symlink_to(site)
    return tmp_path


@pytest.fixture(scope="module")
def chromium():
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        unavailable("playwright is not installed; `make test WITH=browser` installs it")
    launch = {"executable_path": programs.shell(), "args": programs.flags()}
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(**launch)
        except Error as error:
            unavailable(
                f"no Chromium: install it, or `playwright install chromium`: {error}"
            )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, request):
    """A page that collects what goes wrong on it in `page.trouble`."""
    width, scheme = request.param
    keeps = request.node.get_closest_marker("keeps")
    with window(chromium, width, scheme, "allow" if keeps else "block") as page:
        yield watched(page)


@pytest.fixture(scope="module")
def warm(chromium):
    """One page for a whole module, whose runtimes stay warm."""
    with window(chromium) as page:
        yield page


@contextlib.contextmanager
def window(chromium, width=1280, scheme="light", service_workers="block"):
    """A page in a private window; a service worker, where it is allowed, fetches the whole
    handbook in the background."""
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        service_workers=service_workers,
    )
    context.set_default_timeout(60_000)  # workers outnumber the cores
    yield context.new_page()
    context.close()


def watched(page):
    """Collect what goes wrong on `page`."""
    page.trouble = []
    page.on(
        "console", lambda m: page.trouble.append(m.text) if m.type == "error" else None
    )
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.on("requestfailed", lambda r: note_failure(page, r))
    page.on(
        "response",
        lambda r: (
            page.trouble.append(f"{r.url}: {r.status}") if r.status >= 400 else None
        ),
    )
    page.on("request", lambda request: note_other_host(page, request.url))
    return page


def note_failure(page, request):
    if request.failure != "net::ERR_ABORTED":  # a page that is left takes it along
        page.trouble.append(f"{request.url}: {request.failure}")


def note_other_host(page, url):
    if not url.startswith(("http://127.0.0.1:", "data:", "blob:", "file:")):
        page.trouble.append(f"another host: {url}")
