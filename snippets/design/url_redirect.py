"""One browser, five clicks, then the link changes: what each answer leaves behind."""

import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

state = {"changed": False, "clicks": 0}
CASES = {  # first answer, and how long it may be kept
    "/301": (301, None),
    "/301-short": (301, "private, max-age=0"),
    "/302": (302, None),
    "/410": (410, None),
    "/410-minute": (410, "max-age=60"),
    "/404-no-store": (404, "no-store"),
}


class Shortener(BaseHTTPRequestHandler):
    def do_GET(self):
        state["clicks"] += 1
        status, cache = CASES[self.path]
        page = "sale"  # then the redirects are blocked, and the dead links are opened
        if state["changed"]:
            page = "sale" if status > 400 else "blocked"
            status, cache = 302, None
        self.send_response(status)
        if status < 400:
            self.send_header("Location", page)
        if cache:
            self.send_header("Cache-Control", cache)
        self.end_headers()

    def log_message(self, *_):
        pass


class NoFollow(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


server = ThreadingHTTPServer(("127.0.0.1", 0), Shortener)
threading.Thread(target=server.serve_forever, daemon=True).start()
opener = urllib.request.build_opener(NoFollow)


# --8<-- [start:browser]
class Browser:
    """RFC 9111, 4.2.2: without a lifetime 301, 404, 410 may be kept, 302 not."""

    def __init__(self):
        self.kept = {}

    def click(self, path, now):
        if path in self.kept and now < self.kept[path][1]:
            return self.kept[path][0]
        try:
            opener.open(f"http://127.0.0.1:{server.server_port}{path}")
        except urllib.error.HTTPError as answer:
            opens = answer.headers["Location"] or str(answer.code)
            control = answer.headers["Cache-Control"] or ""
            if "max-age=" in control:
                self.kept[path] = opens, now + int(control.split("max-age=")[1])
            elif not control and answer.code in (301, 404, 410):
                self.kept[path] = opens, float("inf")
            return opens
# --8<-- [end:browser]


seen = {}
for path in CASES:
    state.update(changed=False, clicks=0)
    browser = Browser()
    for _ in range(5):
        browser.click(path, now=0)
    counted, state["changed"] = state["clicks"], True
    seen[path] = counted, browser.click(path, now=1), browser.click(path, now=61)
    print(f"{path[1:]}: {counted} of 5 clicks counted, changed; "
          f"1 s later {seen[path][1]}, 61 s later {seen[path][2]}")  # fmt: skip
server.shutdown()
assert seen["/301"] == (1, "sale", "sale") and seen["/410"] == (1, "410", "410")
assert seen["/302"] == seen["/301-short"] == (5, "blocked", "blocked")
assert seen["/410-minute"] == (1, "410", "sale")
assert seen["/404-no-store"] == (5, "sale", "sale")
