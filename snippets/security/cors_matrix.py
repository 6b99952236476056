# needs: chromium
# timeout: 120
import os
import socket
import threading

import uvicorn
from playwright.sync_api import sync_playwright
from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

socket_ = socket.create_server(("127.0.0.1", 0))
PORT = socket_.getsockname()[1]
API, APP = f"http://api.shop.localhost:{PORT}", f"http://app.shop.localhost:{PORT}"
EVIL = f"http://evil.localhost:{PORT}"
ran = []


async def orders(request):
    ran.append(request.method)
    who = request.cookies.get("session", "nobody")
    return PlainTextResponse(f"orders of {who}", headers={"X-Total": "3"})


async def login(request):
    answer = PlainTextResponse("ok")
    answer.set_cookie("session", "ann", samesite="lax")
    return answer


# --8<-- [start:policies]
def api(**cors):
    app = Starlette(routes=[Route("/orders", orders, methods=["GET", "POST", "PUT"])])
    return CORSMiddleware(app, **cors) if cors else app


routes = [
    Mount("/silent", api()),
    Mount("/star", api(allow_origins=["*"], allow_headers=["*"])),
    Mount("/star-cookie", api(allow_origins=["*"], allow_credentials=True)),  # (1)!
    Mount("/listed", api(allow_origins=[APP], allow_methods=["PUT"],
                         allow_credentials=True, expose_headers=["X-Total"])),
    Route("/login", login), Route("/", login),
]
# --8<-- [end:policies]
server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), log_level="error"))
threading.Thread(target=server.run, kwargs={"sockets": [socket_]}, daemon=True).start()

# --8<-- [start:requests]
COOKIES = "credentials: 'include'"
JSON = "method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{}'"
ASKED = [                                     # from, policy, name, options of fetch()
    (APP, "silent", "GET", ""),
    (APP, "silent", "POST, text", "method: 'POST', body: '{}'"),  # (1)!
    (APP, "silent", "POST, JSON", JSON),
    (APP, "star", "GET", ""),
    (APP, "star", "GET, cookies", COOKIES),
    (APP, "star-cookie", "GET, cookies", COOKIES),
    (APP, "listed", "GET, cookies", COOKIES),
    (APP, "listed", "PUT, cookies", COOKIES + ", method: 'PUT'"),
    (EVIL, "star-cookie", "GET, cookies", COOKIES),
    (EVIL, "listed", "GET", ""),
    (EVIL, "listed", "PUT", "method: 'PUT'"),
]
# --8<-- [end:requests]
READ = """([url, options]) => fetch(url, options).then(async r =>
    await r.text() + (r.headers.get('X-Total') ? ', X-Total' : ''), e => '-')"""


def ask(page, origin, policy, options):
    if not page.url.startswith(origin):
        page.goto(f"{origin}/")
    ran.clear()
    options = page.evaluate("() => ({" + options + "})")
    read = page.evaluate(READ, [f"{API}/{policy}/orders", options])
    return read, "yes" if ran else "no"


with sync_playwright() as playwright:
    browser = playwright.chromium.connect_over_cdp(os.environ["CHROMIUM_URL"])
    page = browser.new_context().new_page()
    page.goto(f"{API}/login")
    print(f"{'from':<6}{'server says':<13}{'request':<14}{'ran':<5}script reads")
    results = {}
    for origin, policy, name, options in ASKED:
        who = "app" if origin == APP else "evil"
        read, handled = results[who, policy, name] = ask(page, origin, policy, options)
        print(f"{who:<6}{policy:<13}{name:<14}{handled:<5}{read}")
    browser.close()
assert results["app", "silent", "POST, text"] == ("-", "yes")
assert results["app", "star", "GET, cookies"][0] == "-"
assert results["app", "star-cookie", "GET, cookies"][0] == "orders of ann"
assert results["evil", "star-cookie", "GET, cookies"][0] == "orders of nobody"
assert results["evil", "listed", "PUT"] == ("-", "no")
server.should_exit = True
