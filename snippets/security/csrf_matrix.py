# needs: chromium
import http.client
import http.server
import os
import threading
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

seen = []                           # (cookies, what happened, Sec-Fetch-Site, Origin)


# --8<-- [start:check]
def foreign(headers):
    """Whether another site sent it; the rule of Go's http.CrossOriginProtection."""
    if site := headers["Sec-Fetch-Site"]:
        return site not in ("same-origin", "none")  # (1)!
    origin = headers["Origin"]                       # old browser, or http:// not local
    return bool(origin) and urlsplit(origin).netloc != headers["Host"]  # (2)!
# --8<-- [end:check]


class Bank(http.server.BaseHTTPRequestHandler):
    checks = False

    def do_GET(self):
        self.send_response(200)
        if self.path == "/login":
            for cookie in ("plain=1", "lax=1; SameSite=Lax",
                           "strict=1; SameSite=Strict",
                           "none=1; SameSite=None; Secure"):
                self.send_header("Set-Cookie", cookie)
        self.reply()

    def do_POST(self):
        refused = self.checks and foreign(self.headers)
        self.send_response(403 if refused else 200)
        self.reply("refused" if refused else "paid")

    def do_OPTIONS(self):                    # no CORS header: no preflight succeeds
        self.send_response(405)
        self.reply("preflight")

    def reply(self, what="read"):
        pairs = self.headers.get("Cookie", "").split("; ")
        names = [pair.partition("=")[0] for pair in pairs]
        if self.path.startswith("/pay"):
            seen.append((" ".join(n for n in names if n) or "-", what,
                         self.headers["Sec-Fetch-Site"], self.headers["Origin"]))
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(what)))
        self.end_headers()
        self.wfile.write(what.encode())

    def log_message(self, *words):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Bank)
server.handle_error = lambda *_: None  # a page that is left hangs up
threading.Thread(target=server.serve_forever, daemon=True).start()
PORT = server.server_port
BANK, SIBLING, EVIL = (f"http://{name}.localhost:{PORT}"   # bank and evil: two sites
                       for name in ("bank", "blog.bank", "evil"))
PAY = f"'{BANK}/pay'"
# --8<-- [start:attacks]
ATTACKS = {
    "image": f"new Promise(r => {{let i = new Image(); i.onerror = r; i.src = {PAY}}})",
    "link": f"location = {PAY}",
    "form POST": f"""{{ let f = document.createElement('form');
                  document.body.appendChild(f); f.method = 'POST';
                  f.action = {PAY}; f.submit() }}""",
    "fetch, text": f"""fetch({PAY}, {{method: 'POST', body: '{{"to":"evil"}}', mode:
                    'no-cors', credentials: 'include'}}).then(r => r.type)""",
    "fetch, JSON": f"""fetch({PAY}, {{method: 'POST', credentials: 'include', headers:
                    {{'Content-Type': 'application/json'}}}}).catch(e => e.name)""",
}
# --8<-- [end:attacks]


def launch(page, origin, script):
    page.goto(f"{origin}/")
    seen.clear()
    page.evaluate(script)
    while not seen:
        page.wait_for_timeout(5)
    if "location" in script or "submit" in script:
        page.wait_for_url(f"{BANK}/pay")
    return seen[-1]


with sync_playwright() as playwright:
    browser = playwright.chromium.connect_over_cdp(os.environ["CHROMIUM_URL"])
    page = browser.new_context().new_page()
    page.goto(f"{BANK}/login")
    print(f"{'from':<9}{'attack':<13}{'cookies':<25}{'site':<12}Origin  result")
    for who, origin in (("evil", EVIL), ("sibling", SIBLING), ("itself", BANK)):
        for name, script in ATTACKS.items():
            if who == "evil" or name == "form POST":
                cookies, what, site, source = launch(page, origin, script)
                source = "sent" if source else "-"
                print(f"{who:<9}{name:<13}{cookies:<25}{site:<12}{source:<8}{what}")
                assert ("lax" in cookies) == (who != "evil" or name == "link")
    Bank.checks = True
    for who, origin in (("evil", EVIL), ("sibling", SIBLING), ("itself", BANK)):
        print(f"form POST of {who}, checked:",
              launch(page, origin, ATTACKS["form POST"])[1])
    browser.close()
curl = http.client.HTTPConnection("127.0.0.1", PORT)
curl.request("POST", "/pay")
assert curl.getresponse().status == 200
print("POST of a program, checked:", seen[-1][1])
